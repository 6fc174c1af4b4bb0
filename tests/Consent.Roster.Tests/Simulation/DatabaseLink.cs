using Consent.Roster.Memory;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Simulation;

/// <summary>What may be wrong between a server and the database.</summary>
internal enum Line
{
    Whole,
    LosesRequests,
    LosesReplies,
    Refuses,
}

/// <summary>One server's way to the database: requests and replies take time, get lost, or end in a failure that tells nothing.</summary>
internal sealed class DatabaseLink(Schedule schedule, SimulatedDatabase database, SimulatedServer server) : IRosterDatabase
{
    private int _registrations;

    public Line Line { get; set; }

    /// <summary>Gets the roster that was loaded last.</summary>
    public ReplicaRoster? Roster { get; private set; }

    /// <summary>Gets the id under which the server polls.</summary>
    public string? ReplicaId { get; private set; }

    private string ServerName => server.Name;

    private double LostReplies => server.World.LostReplies;

    public Task RegisterAsync(Replica replica, CancellationToken cancellation)
    {
        Name(replica.Id);
        return server.World.Weakening == Weakening.RegistrationTakesNoTurn
            ? CallAsync("register", Register)
            : SendAsync(new DatabaseCall<bool>(schedule, database, this, "register", call => InTurn(call, () =>
            {
                call.Done(Register());
                database.Turn.GiveBack();
            })));

        bool Register()
        {
            database.Register(replica);
            return true;
        }
    }

    public Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation)
    {
        server.AssertNoticed();
        Roster = (ReplicaRoster)add.Target!;
        var load = new DatabaseCall<(LoadedLedger Ledger, List<RosterChange> Changes)>(
            schedule, database, this, "load", call => call.Done(database.Load()), failsWhereLost: true);
        schedule.After(Delay() + (Delay() * schedule.Chance.Below(20)), load);
        return LoadedAsync();

        async Task<LoadedLedger> LoadedAsync()
        {
            var (ledger, changes) = await load.Task.WaitAsync(cancellation);
            changes.ForEach(add);
            server.World.Clients.CheckSoon(server);
            return ledger;
        }
    }

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        server.AssertNoticed();
        ReplicaId = replicaId;
        var ledger = new LoadedLedger(Roster!.DatabaseId, Roster.End);
        var (poll, wentBack) = await CallAsync(
            schedule.IsTraced ? $"poll as {server.World.NameOf(replicaId)} after {afterPosition}" : "poll",
            () => (database.Poll(replicaId, afterPosition, page), database.HasLost(ledger)));
        if (wentBack && !cancellation.IsCancellationRequested)
        {
            server.MustNotice(Roster);
        }

        return poll;
    }

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) =>
        CallAsync("retire", () =>
        {
            database.Retire(replicaIds);
            return true;
        });

    public Task DeleteAsync(string replicaId, CancellationToken cancellation)
    {
        schedule.Counts.Add(Count.RowsDeleted);
        return CallAsync("delete " + (schedule.IsTraced ? server.World.NameOf(replicaId) : ""), () =>
        {
            database.Delete(replicaId);
            return true;
        });
    }

    /// <summary>The writer's call: a transaction, which waits for its turn, reads, and commits.</summary>
    /// <param name="write">The write.</param>
    /// <param name="after">Where the server's own roster ends; null where it has none.</param>
    public Task<WriteAnswer> WriteAsync(Write write, LedgerPoint? after) => SendAsync(new DatabaseCall<WriteAnswer>(
        schedule, database, this, "write", call => Write(call, write, after)));

    private void Write(DatabaseCall<WriteAnswer> call, Write write, LedgerPoint? after)
    {
        if (database.Find(write) is { } duplicate)
        {
            call.Done(duplicate);
            return;
        }

        var listed = server.World.Weakening == Weakening.ListReadBeforeTheTurn ? database.Listed() : null;
        InTurn(call, () =>
        {
            if (database.Find(write) is { } meanwhile)
            {
                call.Done(meanwhile);
                database.Turn.GiveBack();
                return;
            }

            var transaction = database.Begin(write, after, listed);
            schedule.After(Delay(), () => Commit(call, transaction));
        });
    }

    // Who waits for the turn while the database restarts is not heard of again.
    private void InTurn<T>(DatabaseCall<T> call, Action begin) => database.Turn.Take(() =>
    {
        if (call.IsBroken)
        {
            call.Fail();
            database.Turn.GiveBack();
        }
        else
        {
            begin();
        }
    });

    private void Commit(DatabaseCall<WriteAnswer> call, OpenTransaction transaction)
    {
        var isUndone = schedule.Chance.Of(server.World.UndoneWrites);
        if (!isUndone && database.Commit(transaction) is { } answer)
        {
            call.Done(answer);
        }
        else
        {
            schedule.Trace($"{server.Name}'s {transaction.Write} is undone");
            schedule.Counts.Add(Count.WritesUndone);
            if (server.World.Weakening == Weakening.PushedBeforeTheCommit && transaction.Tail is { } tail)
            {
                server.Take(tail);
            }

            call.Fail();
        }

        database.Turn.GiveBack();
    }

    private void Name(string replicaId)
    {
        if (schedule.IsTraced)
        {
            server.World.Name(replicaId, $"{server.Name}.{++_registrations}");
        }
    }

    private Task<T> CallAsync<T>(string what, Func<T> execute) =>
        SendAsync(new DatabaseCall<T>(schedule, database, this, what, call => call.Done(execute())));

    private Task<T> SendAsync<T>(DatabaseCall<T> call)
    {
        server.AssertCurrent();
        schedule.After(Delay(), call);
        return call.Task;
    }

    private long Delay() => server.World.Delay() * database.Slowness;

    private sealed class DatabaseCall<T>(
        Schedule schedule,
        SimulatedDatabase database,
        DatabaseLink link,
        string what,
        Action<DatabaseCall<T>> execute,
        bool failsWhereLost = false)
        : Happening
    {
        private readonly TaskCompletionSource<T> _reply = new();
        private bool _isExecuted;
        private T _result = default!;
        private Exception? _failure;
        private int _restarts;

        public Task<T> Task => _reply.Task;

        /// <summary>Gets a value indicating whether the database has restarted since this call arrived.</summary>
        public bool IsBroken => _restarts != database.Restarts;

        public override void Happen()
        {
            if (_failure is not null)
            {
                _reply.TrySetException(_failure);
            }
            else if (_isExecuted)
            {
                Reply();
            }
            else
            {
                Arrive();
            }
        }

        private void Arrive()
        {
            if (link.Line == Line.LosesRequests)
            {
                Lose();
            }
            else if (link.Line == Line.Refuses || !database.IsUp)
            {
                Fail();
            }
            else
            {
                _restarts = database.Restarts;
                execute(this);
            }
        }

        /// <summary>It is done, and the reply is sent.</summary>
        public void Done(T result)
        {
            _result = result;
            _isExecuted = true;
            schedule.Trace($"{link.ServerName} {what}: done");
            schedule.After(link.Delay(), this);
        }

        private void Reply()
        {
            if (link.Line == Line.LosesReplies || schedule.Chance.Of(link.LostReplies))
            {
                Lose();
            }
            else if (IsBroken)
            {
                Fail();
            }
            else
            {
                schedule.Trace($"{link.ServerName} {what}: replied");
                _reply.TrySetResult(_result);
            }
        }

        private void Lose()
        {
            schedule.Trace($"{link.ServerName} {what}: lost");
            if (failsWhereLost || schedule.Chance.Of(0.3))
            {
                Fail();
            }
        }

        public void Fail()
        {
            _failure = new IOException("The connection broke.");
            schedule.After(schedule.Chance.Between(0, Schedule.Second), this);
        }
    }}
