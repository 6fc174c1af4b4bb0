using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Simulation;

/// <summary>The primary: a ledger in one order, and the list of replicas. It may restart, and go back to an older state.</summary>
internal sealed class SimulatedDatabase(Schedule schedule)
{
    public static readonly (SenderNumber Sender, PhoneNumber Customer, RecordKey Key)[] Records =
        [.. Enumerable.Range(0, 24).Select(Record)];

    private const int OneInChangesNothing = 8;
    private const int NoWrite = -1;

    // Small pages now and then, so that some polls take several.
    private readonly int _mostEntries = schedule.Chance.Of(0.3) ? 1 + schedule.Chance.Below(2) : int.MaxValue;
    private readonly List<(long Position, bool IsOptOut)>[] _changes = [.. Records.Select(_ => new List<(long, bool)>())];
    private readonly List<int> _writes = [];
    private readonly List<RosterEntry> _ledger = [];
    private readonly List<Replica> _replicas = [];
    private Replica[]? _listed;
    private (int Position, Replica[] Replicas) _backup = (0, []);

    public string Id { get; private set; } = "first";

    public bool IsUp { get; private set; } = true;

    /// <summary>Gets how often it restarted: replies that were under way then are lost.</summary>
    public int Restarts { get; private set; }

    /// <summary>Gets how often it went back.</summary>
    public int Generation { get; private set; }

    /// <summary>Gets or sets by how much everything takes longer.</summary>
    public int Slowness { get; set; } = 1;

    public long LastPosition => _ledger.Count;

    public List<(long Position, bool IsOptOut)> ChangesOf(int record) => _changes[record];

    public void Stop() => (IsUp, Restarts) = (false, Restarts + 1);

    public void Start() => IsUp = true;

    public void BackUp() => _backup = (_ledger.Count, Listed());

    /// <summary>A restore of the backup, or a failover to a standby that was behind; the latter shows in the id.</summary>
    /// <returns>What the ledger lost.</returns>
    public LostEntries GoBack(bool anotherId)
    {
        var lost = _ledger.Skip(_backup.Position).Select(entry => entry.Change?.Record?.Key).OfType<RecordKey>().ToHashSet();
        Restarts++;
        Generation++;
        Id = anotherId ? "another" : Id;
        _ledger.RemoveRange(_backup.Position, _ledger.Count - _backup.Position);
        _writes.RemoveRange(_backup.Position, _writes.Count - _backup.Position);
        foreach (var changes in _changes)
        {
            changes.RemoveAll(change => change.Position > _backup.Position);
        }

        _replicas.Clear();
        _replicas.AddRange(_backup.Replicas);
        _listed = null;
        return new LostEntries(_backup.Position, lost);
    }

    public bool Lists(string? replicaId) => _replicas.Exists(replica => replica.Id == replicaId);

    /// <summary>Whether a roster that ends there holds what this ledger does not.</summary>
    public bool HasLost(LoadedLedger ledger) => ledger.DatabaseId != Id || ledger.End.Mark != MarkAt(ledger.End.Position);

    /// <summary>Gets the turn of those who write states or register.</summary>
    public WriteTurn Turn { get; } = new();

    /// <summary>What was answered to a write that has been committed before.</summary>
    public WriteAnswer? Find(Write write) =>
        _writes.IndexOf(write.Id) is var known and >= 0 ? new WriteAnswer(known + 1, true, Generation) : null;

    /// <summary>The first part of a write's transaction, which has the turn: what it reads. Nobody sees its entries before the commit.</summary>
    /// <param name="write">The write.</param>
    /// <param name="after">Where the writer's own roster ends; null where it has none.</param>
    /// <param name="listedBefore">The list of replicas as it was before; null for as it is now.</param>
    public OpenTransaction Begin(Write write, LedgerPoint? after, IReadOnlyList<Replica>? listedBefore)
    {
        // Entries that change no record come between: a merge, a HELP.
        List<RosterEntry> entries = [];
        if (schedule.Chance.Below(OneInChangesNothing) == 0)
        {
            entries.Add(new RosterEntry(_ledger.Count + 1, NewMark(), null));
        }

        var position = _ledger.Count + entries.Count + 1;
        var standing = new Standing(
            write.IsOptOut ? ConsentState.OptedOut : ConsentState.Subscribed, ConsentSource.InboundSms, true, Clock(), position);
        entries.Add(new RosterEntry(position, NewMark(), new RosterRecord(Records[write.Record].Key, standing)));
        var tail = after is { } known
            ? new LedgerTail(Id, MarkAt(known.Position), EndAfter(known.Position, entries), listedBefore ?? Listed())
            : null;
        return new OpenTransaction(write, Restarts, entries, tail);
    }

    /// <summary>The rest of it.</summary>
    /// <returns>Null where it was undone: the database restarted meanwhile.</returns>
    public WriteAnswer? Commit(OpenTransaction transaction)
    {
        if (transaction.Restarts != Restarts || !IsUp)
        {
            return null;
        }

        foreach (var entry in transaction.Entries)
        {
            _ledger.Add(entry);
            _writes.Add(NoWrite);
        }

        _writes[^1] = transaction.Write.Id;
        _changes[transaction.Write.Record].Add((LastPosition, transaction.Write.IsOptOut));
        return new WriteAnswer(LastPosition, false, Generation)
        {
            Committed = new LedgerPoint(LastPosition, transaction.Entries[^1].Mark),
            Tail = transaction.Tail,
        };
    }

    public (LoadedLedger Ledger, List<RosterChange> Changes) Load() => (
        new LoadedLedger(Id, new LedgerPoint(_ledger.Count, MarkAt(_ledger.Count))),
        [.. _ledger.Select(entry => entry.Change).OfType<RosterChange>()]);

    public LedgerPoll Poll(string replicaId, long after, int page)
    {
        var own = _replicas.Find(replica => replica.Id == replicaId);
        return new LedgerPoll(
            own is { IsRetired: false },
            Id,
            _ledger.Count,
            MarkAt(after),
            after < _ledger.Count ? _ledger.GetRange((int)after, (int)Math.Min(Math.Min(page, _mostEntries), _ledger.Count - after)) : [],
            Listed(),
            Clock());
    }

    public void Register(Replica replica)
    {
        _replicas.Add(replica);
        _listed = null;
    }

    public void Retire(IReadOnlyCollection<string> ids)
    {
        for (var index = 0; index < _replicas.Count; index++)
        {
            if (ids.Contains(_replicas[index].Id))
            {
                _replicas[index] = _replicas[index] with { IsRetired = true };
            }
        }

        _listed = null;
    }

    public void Delete(string id)
    {
        _replicas.RemoveAll(replica => replica.Id == id);
        _listed = null;
    }

    public Replica[] Listed() => _listed ??= [.. _replicas];

    // Of too many, the last, as in a real one.
    private List<RosterEntry> EndAfter(long position, List<RosterEntry> own)
    {
        List<RosterEntry> end = [.. _ledger.Skip((int)position), .. own];
        return end.Count > _mostEntries ? end[^Math.Max(_mostEntries, own.Count)..] : end;
    }

    private long NewMark() => (long)(schedule.Chance.Next() >> 1);

    private static (SenderNumber Sender, PhoneNumber Customer, RecordKey Key) Record(int index)
    {
        var sender = SenderNumber.Parse("+15550001111");
        var customer = PhoneNumber.Parse($"+155576543{index:00}");
        return (sender, customer, RecordKey.ForNumber(sender, customer));
    }

    private long? MarkAt(long position) => position > 0 && position <= _ledger.Count ? _ledger[(int)position - 1].Mark : null;

    private Instant Clock() => new(schedule.Now / Schedule.Millisecond);
}

/// <summary>What a ledger that went back lost.</summary>
/// <param name="After">The last position that it still has.</param>
/// <param name="Records">The records whose entries it lost.</param>
internal sealed record LostEntries(long After, IReadOnlySet<RecordKey> Records);

/// <summary>A write's transaction that has read and not committed.</summary>
internal sealed record OpenTransaction(Write Write, int Restarts, IReadOnlyList<RosterEntry> Entries, LedgerTail? Tail);

/// <summary>The lock that those take who write states or register, and keep until their commit is visible.</summary>
internal sealed class WriteTurn
{
    private readonly Queue<Action> _waiting = new();
    private bool _isTaken;

    /// <summary>Begins now, or when the turn has come. Who has begun gives it back.</summary>
    public void Take(Action begin)
    {
        if (_isTaken)
        {
            _waiting.Enqueue(begin);
            return;
        }

        _isTaken = true;
        begin();
    }

    public void GiveBack()
    {
        if (_waiting.TryDequeue(out var next))
        {
            next();
        }
        else
        {
            _isTaken = false;
        }
    }
}
