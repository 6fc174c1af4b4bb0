using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Records;

namespace Consent.Grpc.Status;

/// <summary>What a status is made from, as it stood at one position of the ledger.</summary>
/// <param name="Position">Exact for everything up to it.</param>
/// <param name="Pair">The records.</param>
/// <param name="Account">The account asked about, or the number's; null for a number without a registered account.</param>
/// <param name="Decision">What CheckSend answers for an SMS that is no reply.</param>
/// <param name="ResubscribeHint">How the customer can come back, where the pair is blocked.</param>
internal sealed record StatusFacts(
    long Position, PairRecords Pair, CompiledAccount? Account, SendDecision Decision, string ResubscribeHint)
{
    /// <summary>Gets a value indicating whether the account's record blocks or holds, so that it is shown wherever the customer is.</summary>
    public bool IsAboutTheAccount => Decision.Reason == DecisionReason.HeldForReview
        ? Pair.Account is { OpenReviews.Count: > 0 }
        : Pair.IsAccountOptedOut;

    /// <param name="position">Exact for everything up to it.</param>
    /// <param name="pair">The records.</param>
    /// <param name="account">The account.</param>
    /// <param name="howToReturn">How the customer can come back from an opt-out, under the account's policy.</param>
    public static StatusFacts Of(
        long position, PairRecords pair, CompiledAccount? account, Func<PairRecords, ResubscribePolicy, string> howToReturn)
    {
        var decision = pair.Decide(account?.Account.PossibleOptOutPolicy ?? PossibleOptOutPolicy.Unspecified);
        return new StatusFacts(position, pair, account, decision, decision switch
        {
            { Reason: DecisionReason.HeldForReview } => ResubscribeHints.Held,
            { IsBlocked: true } => howToReturn(pair, account?.ResubscribePolicy ?? ResubscribePolicy.CustomerStart),
            _ => "",
        });
    }
}
