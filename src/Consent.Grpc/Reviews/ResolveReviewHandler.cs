using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Calls;
using Consent.Grains.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Storage.Ledger;
using Consent.Storage.Reviews;
using Consent.V1;
using Grpc.Core;
using LedgerEntry = Consent.Storage.Ledger.LedgerEntry;
using LedgerEntryKind = Consent.Core.Records.LedgerEntryKind;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using ReviewVerdict = Consent.Core.Records.ReviewVerdict;

namespace Consent.Grpc.Reviews;

/// <summary>Settles a review through its record's grain, and waits until every server that answers checks knows.</summary>
internal sealed class ResolveReviewHandler(
    FreshnessGate gate,
    DatabaseClock clock,
    LedgerArchive ledger,
    ReviewTable reviews,
    RecordGrains grains,
    Acknowledgement acknowledgement,
    TimeProvider time)
{
    private const string Position = "position";

    public async Task<V1.Review> ResolveAsync(ResolveReviewRequest request, ServerCallContext context)
    {
        var (account, resolution) = Read(request, clock.NowOrStale());
        var roster = await gate.RosterAsync(context);
        WireReviews.RefuseUnknown(account, roster);
        using var callTime = new CallTime(context, time);
        var entry = (await ledger.PageAsync(resolution.Position - 1, 1, callTime.Token)).FirstOrDefault();
        if (entry is null || AccountOf(entry, roster) != account)
        {
            throw ConsentErrors.ReviewNotFound(Position);
        }

        if (await reviews.FindAsync(resolution.Position, callTime.Token) is null
            || !await grains.ResolveReviewAsync(RecordKey.Parse(entry.RecordKey), resolution, callTime.Token))
        {
            throw ConsentErrors.EntryNotReviewable(Position);
        }

        if (resolution.Verdict == ReviewVerdict.OptOut)
        {
            await AlsoOptOutAsync(entry, resolution, roster, callTime.Token);
        }

        // In every case: what settled it may be a text that another call has not acknowledged yet.
        await acknowledgement.WaitAsync(callTime.Token);
        var review = await reviews.FindAsync(resolution.Position, callTime.Token);
        return review?.Settlement is { } settlement && settlement.Agrees(resolution.Verdict)
            ? review.ToWire()
            : throw Settled(review?.Settlement);
    }

    // The text counts as one to each sender that names the number as its reply number, as a STOP would have.
    private async Task AlsoOptOutAsync(
        LedgerEntry entry, ReviewResolution resolution, ReplicaRoster roster, CancellationToken cancellation)
    {
        var key = RecordKey.Parse(entry.RecordKey);
        var route = roster.Registry.RouteOf(entry.SenderNumber is { } number ? SenderNumber.Parse(number) : default);
        var others = EventRoutes.OthersOfText(
            route, key.Customer, EventKind.OptOut, roster.Registry.SendersOf(route.Account));
        if (others.Count == 0
            || await reviews.FindAsync(resolution.Position, cancellation) is not { Settlement: { } settlement } review
            || !settlement.Agrees(resolution.Verdict))
        {
            return;
        }

        var optOut = ReviewRules.ToEvent(review.Text, resolution) with { ReviewOf = null };
        foreach (var other in others.Where(other => other != key))
        {
            await grains.RecordAsync(
                other, new RecordRequest(optOut, ResubscribePolicy.CustomerStart, ReplyTexts.None), cancellation);
        }
    }

    private static (AccountId? Account, ReviewResolution Resolution) Read(ResolveReviewRequest request, Instant now)
    {
        var reader = new RequestReader(now);
        if (request.Position < 1)
        {
            reader.Add(
                Position,
                request.Position == 0 ? ErrorReason.FieldRequired : ErrorReason.OutOfRange,
                "position must be that of the text's entry in the ledger.");
        }

        var account = reader.Queue(request.AccountId);
        var verdict = reader.Verdict(request.Verdict);
        if (request.Verdict == V1.ReviewVerdict.Unspecified)
        {
            reader.Add("verdict", ErrorReason.FieldRequired, "verdict is required.");
        }

        var actor = reader.Id("actor", request.Actor, FieldLimits.Actor, required: true);
        var id = reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true);
        reader.ThrowIfInvalid();
        return (account, new ReviewResolution(request.Position, verdict, actor, id, now));
    }

    // A number's account is the one that it has now.
    private static AccountId? AccountOf(LedgerEntry entry, ReplicaRoster roster) => entry.RecordAccountId is { } account
        ? AccountId.Parse(account)
        : roster.Registry.FindSender(SenderNumber.Parse(entry.RecordSenderNumber!))?.Route.Account;

    private static RpcException Settled(ReviewSettlement? settlement)
    {
        // Only a ledger that went back in between has none.
        if (settlement is null)
        {
            return ConsentErrors.StorageUnavailable();
        }

        var at = settlement.At.ToString();
        var (verdict, how) = settlement.Verdict switch
        {
            ReviewVerdict.OptOut => ("REVIEW_VERDICT_OPT_OUT", $"on {at} it was found to be an opt-out."),
            ReviewVerdict.NotOptOut => ("REVIEW_VERDICT_NOT_OPT_OUT", $"on {at} it was found to be no opt-out."),
            _ => ("REVIEW_VERDICT_UNSPECIFIED", $"on {at} {Said(settlement.Entry)} settled it."),
        };
        return ConsentErrors.ReviewSettled(
            how,
            ("verdict", verdict),
            ("settled_by", settlement.Actor),
            ("settled_at", at),
            ("settled_position", settlement.Position.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Said(LedgerEntryKind entry) => entry switch
    {
        LedgerEntryKind.OptedOut or LedgerEntryKind.Merged => "an opt-out",
        LedgerEntryKind.Reactivated => "a later reactivation",
        _ => "a later opt-in",
    };
}
