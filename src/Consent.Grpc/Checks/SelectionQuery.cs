using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Channel = Consent.Core.Records.Channel;
using MessagePurpose = Consent.Core.Records.MessagePurpose;

namespace Consent.Grpc.Checks;

/// <summary>What SelectSender is asked, once it has been read.</summary>
/// <param name="Customer">Who is to be texted.</param>
/// <param name="Candidates">In order of preference; null where the account's senders are meant.</param>
/// <param name="Account">Whose senders; <c>default</c> where there are candidates.</param>
/// <param name="Preferred">The one of them that comes first; <c>default</c> for none.</param>
/// <param name="Channel">What the message goes out by.</param>
/// <param name="Purpose">What the message is for.</param>
internal readonly record struct SelectionQuery(
    PhoneNumber Customer,
    SenderNumber[]? Candidates,
    AccountId Account,
    SenderNumber Preferred,
    Channel Channel,
    MessagePurpose Purpose)
{
    public const int MaxCandidates = 1_000;

    /// <exception cref="RpcException">INVALID_ARGUMENT.</exception>
    public static SelectionQuery Read(SelectSenderRequest request)
    {
        var reader = new RequestReader(default);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var account = ReadAccount(ref reader, request);
        var channel = reader.Channel(request.Channel);
        var purpose = reader.Purpose(request.Purpose);
        if (SendRules.IsReply(purpose))
        {
            reader.Add("purpose", ErrorReason.PurposeNotAccepted,
                "purpose cannot be a reply. Check replies one by one with CheckSend or StreamCheckSend.");
        }

        var preferred = ReadPreferred(ref reader, request.PreferredSenderNumber, customer);
        var candidates = request.SenderNumbers.Count is > 0 and <= MaxCandidates
            ? ReadCandidates(ref reader, request, customer, preferred)
            : null;
        reader.ThrowIfInvalid();
        return new SelectionQuery(customer, candidates, account, preferred, channel, purpose);
    }

    private static AccountId ReadAccount(ref RequestReader reader, SelectSenderRequest request)
    {
        if (request.SenderNumbers.Count > MaxCandidates)
        {
            reader.Add(Violation.TooMany("sender_numbers", MaxCandidates));
        }

        if (request.AccountId.Length == 0)
        {
            if (request.SenderNumbers.Count == 0)
            {
                reader.Add("account_id", ErrorReason.ScopeRequired, "account_id or sender_numbers is required.");
            }

            return default;
        }

        var account = reader.Account("account_id", request.AccountId);
        if (request.SenderNumbers.Count > 0)
        {
            reader.Add("account_id", ErrorReason.ScopeAmbiguous, "Give either account_id or sender_numbers, not both.");
        }

        return account;
    }

    private static SenderNumber ReadPreferred(ref RequestReader reader, string text, PhoneNumber customer)
    {
        if (text.Length == 0)
        {
            return default;
        }

        var preferred = reader.Sender("preferred_sender_number", text);
        reader.Differ(preferred, customer, "preferred_sender_number");
        return preferred;
    }

    private static SenderNumber[] ReadCandidates(
        ref RequestReader reader, SelectSenderRequest request, PhoneNumber customer, SenderNumber preferred)
    {
        var candidates = new SenderNumber[request.SenderNumbers.Count];
        var isPreferredThere = preferred == default;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (!SenderNumber.TryParse(request.SenderNumbers[index], out var candidate))
            {
                reader.Add(
                    FieldOf(index),
                    ErrorReason.NumberInvalid,
                    $"{FieldOf(index)} {SenderNumberFault.Of(request.SenderNumbers[index])}, so it is no sender number.");
            }
            else if (!candidate.IsPossible)
            {
                reader.Sender(FieldOf(index), request.SenderNumbers[index]);
            }
            else if (customer != default && candidate.Is(customer))
            {
                reader.Differ(candidate, customer, FieldOf(index));
            }

            candidates[index] = candidate;
            isPreferredThere |= candidate == preferred;
        }

        if (!isPreferredThere)
        {
            reader.Add("preferred_sender_number", ErrorReason.PreferredNotCandidate,
                "preferred_sender_number is not one of sender_numbers.");
        }

        return candidates;
    }

    private static string FieldOf(int index) => string.Create(CultureInfo.InvariantCulture, $"sender_numbers[{index}]");
}
