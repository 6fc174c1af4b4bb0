using Consent.Core.Numbers;
using Consent.Grpc.Ledger;
using Consent.Grpc.Wire;
using Consent.Roster.Memory;
using Consent.Storage.Reviews;

namespace Consent.Grpc.Reviews;

/// <summary>Reviews as the contract writes them.</summary>
internal static class WireReviews
{
    public static V1.Review ToWire(this Review review) => new()
    {
        Position = review.Entry.Position,
        Entry = review.Entry.ToWire(),
        DueAt = review.DueAt.ToWire(),
        State = review.State.ToWire(),
        Verdict = review.Settlement?.Verdict.ToWire() ?? V1.ReviewVerdict.Unspecified,
        SettledBy = review.Settlement?.Actor ?? "",
        SettledAt = review.Settlement?.At.ToWire(),
        SettledPosition = review.Settlement?.Position ?? 0,
    };

    /// <summary>Reads whose queue is meant; null for that of the numbers of no account.</summary>
    public static AccountId? Queue(this ref RequestReader reader, string accountId) =>
        accountId.Length == 0 ? null : reader.Account("account_id", accountId);

    public static void RefuseUnknown(AccountId? account, ReplicaRoster roster)
    {
        if (account is { } id && roster.Registry.FindAccount(id) is null)
        {
            throw ConsentErrors.AccountNotFound("account_id");
        }
    }
}
