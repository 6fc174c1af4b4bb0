using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Freshness;

/// <summary>A database in memory whose replies can be held back, and which can fail, forget and go back.</summary>
internal sealed class FakeRosterDatabase(TimeProvider time) : IRosterDatabase
{
    public const string Customer = "+15557654321";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Replica> _replicas = [];
    private List<RosterEntry> _ledger = [];

    public string DatabaseId { get; set; } = "first";

    /// <summary>Gets or sets how far the database's clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    public List<string> Calls { get; } = [];

    /// <summary>Gets or sets what each poll waits for after it has read: null lets it reply at once.</summary>
    public Func<Task>? HoldReply { get; set; }

    /// <summary>Gets or sets what each load waits for after it has read: null lets it reply at once.</summary>
    public Func<Task>? HoldLoad { get; set; }

    /// <summary>Gets or sets a position whose entry polls do not bring.</summary>
    public long? Lost { get; set; }

    /// <summary>Gets or sets what is told when replicas are retired.</summary>
    public Action<IReadOnlyCollection<string>> OnRetire { get; set; } = _ => { };

    public Exception? Failure { get; set; }

    /// <summary>Gets or sets what a change of the list ends with although it was made.</summary>
    public Exception? FailureAfter { get; set; }

    public IReadOnlyCollection<Replica> Replicas
    {
        get
        {
            lock (_lock)
            {
                return [.. _replicas.Values];
            }
        }
    }

    /// <summary>Gets the ledger as it is now.</summary>
    public IReadOnlyList<RosterEntry> Ledger
    {
        get
        {
            lock (_lock)
            {
                return [.. _ledger];
            }
        }
    }

    /// <summary>Commits an opt-out of one more sender number, or an opt-in, and answers its position.</summary>
    public long Commit(string sender, ConsentState state = ConsentState.OptedOut)
    {
        lock (_lock)
        {
            var key = RecordKey.ForNumber(SenderNumber.Parse(sender), PhoneNumber.Parse(Customer));
            return Commit(new RosterRecord(
                key, new Standing(state, ConsentSource.InboundSms, true, Instant.From(time.GetUtcNow()), _ledger.Count + 1)));
        }
    }

    /// <summary>Commits any entry, also one that changes nothing, and answers its position.</summary>
    public long Commit(RosterChange? change)
    {
        lock (_lock)
        {
            var position = _ledger.Count + 1;
            _ledger.Add(new RosterEntry(position, Random.Shared.NextInt64(), change));
            return position;
        }
    }

    /// <summary>Goes back to an earlier position, as a restored backup does.</summary>
    public void GoBackTo(int position)
    {
        lock (_lock)
        {
            _ledger = _ledger[..position];
        }
    }

    public void Put(Replica replica)
    {
        lock (_lock)
        {
            _replicas[replica.Id] = replica;
        }
    }

    public Task RegisterAsync(Replica replica, CancellationToken cancellation) => Run("register", () => Put(replica));

    public async Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation)
    {
        Note("load");
        LoadedLedger ledger;
        lock (_lock)
        {
            _ledger.ForEach(entry => add(entry.Change.GetValueOrDefault()));
            ledger = new LoadedLedger(
                DatabaseId, new LedgerPoint(_ledger.Count, _ledger.Count > 0 ? _ledger[^1].Mark : null));
        }

        if (HoldLoad is { } hold)
        {
            await hold();
        }

        return ledger;
    }

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        Note("poll");
        LedgerPoll poll;
        lock (_lock)
        {
            poll = new LedgerPoll(
                _replicas.TryGetValue(replicaId, out var own) && !own.IsRetired,
                DatabaseId,
                _ledger.Count,
                afterPosition > 0 && afterPosition <= _ledger.Count ? _ledger[(int)afterPosition - 1].Mark : null,
                [.. _ledger.Skip((int)afterPosition).Take(page).Where(entry => entry.Position != Lost)],
                [.. _replicas.Values],
                Instant.From(time.GetUtcNow() + ClockOffset));
        }

        if (HoldReply is { } hold)
        {
            await hold();
        }

        return poll;
    }

    /// <summary>What a transaction that wrote the last entry read, for a roster that ended there.</summary>
    public LedgerTail TailAfter(LedgerPoint before)
    {
        lock (_lock)
        {
            return new LedgerTail(
                DatabaseId,
                before.Position > 0 && before.Position <= _ledger.Count ? _ledger[(int)before.Position - 1].Mark : null,
                [.. _ledger.Skip((int)before.Position)],
                [.. _replicas.Values]);
        }
    }

    /// <summary>Retires every replica, as a writer elsewhere does.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            foreach (var replica in _replicas.Values.ToList())
            {
                _replicas[replica.Id] = replica with { IsRetired = true };
            }
        }
    }

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) => Run("retire", () =>
    {
        foreach (var id in replicaIds.Where(_replicas.ContainsKey))
        {
            _replicas[id] = _replicas[id] with { IsRetired = true };
        }

        OnRetire(replicaIds);
    });

    public Task DeleteAsync(string replicaId, CancellationToken cancellation) => Run("delete", () => _replicas.Remove(replicaId));

    private Task Run(string call, Action change)
    {
        Note(call);
        lock (_lock)
        {
            change();
        }

        return FailureAfter is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }

    private void Note(string call)
    {
        lock (_lock)
        {
            Calls.Add(call);
        }

        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
