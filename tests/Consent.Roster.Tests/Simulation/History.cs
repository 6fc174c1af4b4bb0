using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Simulation;

/// <summary>What has been acknowledged, against which every answer to a check is held.</summary>
internal sealed class History(Schedule schedule, SimulatedDatabase database)
{
    private readonly long[] _acknowledgedOptOut = new long[SimulatedDatabase.Records.Length];
    private long _acknowledged;
    private readonly HashSet<SimulatedServer> _unlisted = [];
    private LostEntries? _lost;
    private long _checkedFrom;

    /// <summary>A client calls: what was acknowledged before now must be known to whoever answers.</summary>
    public Check Begin(int record, SimulatedServer server) => new(
        record,
        database.Generation,
        server.IsStrict || (!MayKnowWhatWasLost(record) && (schedule.Now >= _checkedFrom || !_unlisted.Contains(server))),
        _acknowledged,
        _acknowledgedOptOut[record]);

    public void Acknowledge(Write write, WriteAnswer answer)
    {
        schedule.Counts.Add(answer.IsDuplicate ? Count.AcknowledgedDuplicates : Count.Acknowledged);
        write.IsAcknowledged = true;
        if (answer.Generation != database.Generation)
        {
            // The database has lost it since.
            return;
        }

        _acknowledged = Math.Max(_acknowledged, answer.Position);
        if (write.IsOptOut)
        {
            _acknowledgedOptOut[write.Record] = Math.Max(_acknowledgedOptOut[write.Record], answer.Position);
        }
    }

    /// <summary>
    /// The database went back: acknowledged entries are lost, by the database. Servers that are missing in its list may not notice until
    /// what they knew is too old to answer from; from then on the promise holds for what is acknowledged again. On all others it holds at
    /// once.
    /// </summary>
    public void GoBack(LostEntries lost, IEnumerable<SimulatedServer> unlisted, long uncheckedFor)
    {
        _acknowledged = 0;
        Array.Clear(_acknowledgedOptOut);
        _lost = lost;
        _unlisted.UnionWith(unlisted);
        _checkedFrom = schedule.Now + uncheckedFor;
    }

    /// <summary>An answer must be right as of some position from the last one acknowledged before the call up to now.</summary>
    public void Answer(in Check check, bool isBlocked, SimulatedServer server)
    {
        schedule.Counts.Add(isBlocked ? Count.Blocked : Count.Allowed);
        if (!check.IsChecked || check.Generation != database.Generation)
        {
            return;
        }

        var (rightThen, rightSince, optInSince) = (!isBlocked, false, false);
        foreach (var (position, isOptOut) in database.ChangesOf(check.Record))
        {
            if (position <= check.Acknowledged)
            {
                rightThen = isOptOut == isBlocked;
            }
            else
            {
                rightSince |= isOptOut == isBlocked;
            }

            optInSince |= !isOptOut && position > check.AcknowledgedOptOut;
        }

        if (!rightThen && !rightSince)
        {
            var isMissedStop = !isBlocked && check.AcknowledgedOptOut > 0 && !optInSince;
            schedule.Violate(
                isMissedStop,
                $"{server.Name} answers {(isBlocked ? "BLOCKED" : "ALLOWED")} for record {check.Record}, though position "
                + $"{check.Acknowledged} had been acknowledged before the call"
                + (isMissedStop ? $": a missed STOP, at position {check.AcknowledgedOptOut}" : ""));
        }
    }

    // A lost START had been asked for, too. Servers may answer by it until an entry in its place is acknowledged.
    private bool MayKnowWhatWasLost(int record) =>
        _lost is { } lost && _acknowledged <= lost.After && lost.Records.Contains(SimulatedDatabase.Records[record].Key);
}

/// <summary>A check, and what had been acknowledged when it was called.</summary>
internal readonly record struct Check(int Record, int Generation, bool IsChecked, long Acknowledged, long AcknowledgedOptOut);

/// <summary>A STOP or a START, sent again with the same id until it is acknowledged.</summary>
internal sealed class Write(int id, int record, bool isOptOut)
{
    public int Id => id;

    public int Record => record;

    public bool IsOptOut => isOptOut;

    public int Attempts { get; set; }

    public bool IsAcknowledged { get; set; }

    public override string ToString() => $"{(isOptOut ? "STOP" : "START")} #{id} for record {record}";
}

internal readonly record struct WriteAnswer(long Position, bool IsDuplicate, int Generation)
{
    /// <summary>Gets the entry that the write committed; null for a duplicate.</summary>
    public LedgerPoint? Committed { get; init; }

    /// <summary>Gets what the transaction read; null where the writer's server had no roster.</summary>
    public LedgerTail? Tail { get; init; }
}
