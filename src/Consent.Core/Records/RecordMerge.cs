using System.Collections.Immutable;
using System.Globalization;
using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>Makes one record of those that one customer has under several spellings of a number: the opt-out wins on doubt.</summary>
public static class RecordMerge
{
    /// <summary>Who is named in the ledger's entry.</summary>
    public const string Actor = "number-plan";

    /// <summary>The record of all events. An opt-out stands unless an opt-in is surely later than every opt-out.</summary>
    /// <remarks>
    /// The deciding event keeps its position: positions order a number's record against its account's, so a new one could let a
    /// message through.
    /// </remarks>
    /// <param name="records">The records, each with the positions of its events, in any order.</param>
    /// <param name="now">The database's clock.</param>
    public static ConsentRecord Of(IReadOnlyCollection<ConsentRecord> records, Instant now)
    {
        var deciding = Deciding(records);
        return new ConsentRecord
        {
            State = deciding?.State ?? ConsentState.Subscribed,
            Decided = deciding?.Decided,
            WasOptedOut = records.Any(record => record.WasOptedOut),
            LastEventAt = records.Max(record => record.LastEventAt),
            Revision = records.Sum(record => record.Revision) + 1,
            PendingReplies = Pending(records, now),
            Answered = Answered(records),
        };
    }

    /// <summary>The merge as an event: its evidence says what was merged.</summary>
    /// <param name="merged">The records, each with the key under which it was kept.</param>
    /// <param name="spelling">The customer in the spelling last given.</param>
    /// <param name="now">The database's clock.</param>
    public static ConsentEvent ToEvent(IEnumerable<(string Key, ConsentRecord Record)> merged, PhoneNumber spelling, Instant now) => new()
    {
        Kind = EventKind.Merge,
        Id = "",
        Source = ConsentSource.Unspecified,
        ArrivedAt = now,
        Customer = spelling.OtherSpelling,
        Actor = Actor,
        Evidence = "One phone: " + string.Join("; ", merged.Select(each => Described(each.Key, each.Record))),
        RuleSet = Renumberings.Version,
    };

    private static string Described(string key, ConsentRecord record) => record.Decided is { } decided
        ? string.Create(CultureInfo.InvariantCulture, $"{key} (revision {record.Revision}, decided by entry {decided.Position})")
        : string.Create(CultureInfo.InvariantCulture, $"{key} (revision {record.Revision}, nothing decided)");

    private static ConsentRecord? Deciding(IEnumerable<ConsentRecord> records)
    {
        var decided = records.Where(record => record.Decided is not null).OrderBy(record => record.Decided!.Position).ToList();
        var optOuts = decided.Where(record => record.State == ConsentState.OptedOut).ToList();
        var optIns = decided.Where(record => record.State != ConsentState.OptedOut
            && optOuts.TrueForAll(optOut => EventTimes.IsSurelyLater(record.Decided!, optOut.Decided!)));
        return Latest(optIns) ?? Latest(optOuts);
    }

    // In the order of their positions: of events at the same time the one entered last.
    private static ConsentRecord? Latest(IEnumerable<ConsentRecord> inOrder) => inOrder.Aggregate(
        (ConsentRecord?)null,
        (latest, next) => latest is not null && EventTimes.IsLater(latest.Decided!, next.Decided!) ? latest : next);

    private static ImmutableArray<PendingReply> Pending(IEnumerable<ConsentRecord> records, Instant now) =>
    [
        .. records.SelectMany(record => record.PendingReplies)
            .Where(reply => reply.UsedBy is not null || reply.IsPendingAt(now))
            .OrderBy(reply => reply.SendBefore.Milliseconds)
            .TakeLast(RecordRules.MaxPendingReplies),
    ];

    // One event that was reported under two spellings is remembered once.
    private static ImmutableArray<AnsweredEvent> Answered(IEnumerable<ConsentRecord> records) =>
    [
        .. records.SelectMany(record => record.Answered)
            .OrderBy(answered => answered.Position)
            .Select(answered => answered with { Identity = EventIdentity.Canonical(answered.Identity) })
            .DistinctBy(answered => answered.Identity)
            .TakeLast(ConsentRecord.RememberedEvents),
    ];
}
