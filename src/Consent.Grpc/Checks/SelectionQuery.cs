using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.V1;

namespace Consent.Grpc.Checks;

/// <summary>What SelectSender is asked, once it has been read.</summary>
/// <param name="Customer">Who is to be texted.</param>
/// <param name="Candidates">In order of preference; null where the account's senders are meant.</param>
/// <param name="Account">Whose senders; <c>default</c> where there are candidates.</param>
/// <param name="Preferred">The one of them that comes first; <c>default</c> for none.</param>
internal readonly record struct SelectionQuery(
    PhoneNumber Customer, SenderNumber[]? Candidates, AccountId Account, SenderNumber Preferred)
{
    public const int MaxCandidates = 1_000;

    /// <summary>Reads a request; false where anything is wrong with it, which <see cref="SelectionRefusal"/> then names.</summary>
    public static bool TryRead(SelectSenderRequest request, out SelectionQuery query)
    {
        query = default;
        if (!PhoneNumber.TryParse(request.CustomerNumber, out var customer)
            || !TryReadPreferred(request.PreferredSenderNumber, customer, out var preferred)
            || !IsValid(request))
        {
            return false;
        }

        if (request.SenderNumbers.Count > 0)
        {
            var candidates = ReadCandidates(request, customer, preferred);
            query = new SelectionQuery(customer, candidates, default, preferred);
            return candidates is not null && request.AccountId.Length == 0;
        }

        var isAccount = AccountId.TryParse(request.AccountId, out var account);
        query = new SelectionQuery(customer, null, account, preferred);
        return isAccount;
    }

    private static bool IsValid(SelectSenderRequest request) =>
        request.SenderNumbers.Count <= MaxCandidates
        && request.Channel is >= V1.Channel.Unspecified and <= V1.Channel.Voice
        && request.Purpose is >= V1.MessagePurpose.Unspecified and <= V1.MessagePurpose.OptInConfirmation
        && !SendRules.IsReply((Core.Records.MessagePurpose)request.Purpose);

    private static bool TryReadPreferred(string text, PhoneNumber customer, out SenderNumber preferred)
    {
        preferred = default;
        return text.Length == 0 || (SenderNumber.TryParse(text, out preferred) && !preferred.Is(customer));
    }

    // Null where one of them is bad, or the preferred one is none of them.
    private static SenderNumber[]? ReadCandidates(SelectSenderRequest request, PhoneNumber customer, SenderNumber preferred)
    {
        var candidates = new SenderNumber[request.SenderNumbers.Count];
        var isPreferredThere = preferred == default;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (!SenderNumber.TryParse(request.SenderNumbers[index], out var candidate) || candidate.Is(customer))
            {
                return null;
            }

            candidates[index] = candidate;
            isPreferredThere |= candidate == preferred;
        }

        return isPreferredThere ? candidates : null;
    }
}
