namespace Consent.Roster.Tests.Simulation;

/// <summary>One schedule from start to end: servers, clients who write and check, and the faults that meet them.</summary>
internal sealed class World
{
    private const int Slots = 6;
    private const long LongestStaleness = 1500 * Schedule.Millisecond;

    private readonly List<SimulatedServer> _servers = [];
    private readonly SimulatedServer?[] _addresses = new SimulatedServer?[Slots];
    private readonly int[,] _cuts = new int[Slots, Slots];
    private readonly Dictionary<string, string> _names = [];
    private readonly long _end;
    private int _slots;
    private int _processes;
    private int _writes;
    private int _records;
    private int _slowness = 1;

    public World(ulong seed, Weakening weakening = Weakening.None, Action<string>? trace = null)
    {
        Schedule = new Schedule(seed, trace);
        Weakening = weakening;
        Database = new SimulatedDatabase(Schedule);
        History = new History(Schedule, Database);
        var chance = Schedule.Chance;
        _end = chance.Between(4 * Schedule.Second, 7 * Schedule.Second);
        Preemption = chance.Of(0.5) ? 0.01 : 0;
        Stops = chance.Of(0.3) ? 0.005 : 0;
        PauseBeforeLookUp = chance.Of(0.5) ? 0.2 : 0.02;
        LostReplies = chance.Of(0.3) ? 0.05 : 0;
        RefusedRequests = chance.Of(0.3) ? 0.1 : 0;
    }

    public Schedule Schedule { get; }

    public Weakening Weakening { get; }

    public SimulatedDatabase Database { get; }

    public History History { get; }

    /// <summary>Gets how often a thread is kept from work that it could do.</summary>
    public double Preemption { get; }

    /// <summary>Gets how often a machine stops after a piece of work.</summary>
    public double Stops { get; }

    public double PauseBeforeLookUp { get; }

    public double LostReplies { get; }

    public double RefusedRequests { get; }

    private Chance Chance => Schedule.Chance;

    public static World Run(ulong seed, Weakening weakening = Weakening.None, Action<string>? trace = null)
    {
        var world = new World(seed, weakening, trace);
        world.Run();
        return world;
    }

    public SimulatedServer? At(string address) => _addresses[address[0] - '0'];

    public bool IsCut(SimulatedServer from, SimulatedServer to) =>
        from.IsIsolated || to.IsIsolated || _cuts[from.Slot, to.Slot] > 0;

    public void Name(string replicaId, string name) => _names[replicaId] = name;

    public string NameOf(string replicaId) => _names.GetValueOrDefault(replicaId, replicaId);

    /// <summary>How long a message takes.</summary>
    public long Delay() => Chance.Below(100) switch
    {
        < 85 => _slowness * Chance.Between(Schedule.Millisecond / 2, 8 * Schedule.Millisecond),
        < 97 => _slowness * Chance.Between(8 * Schedule.Millisecond, 60 * Schedule.Millisecond),
        _ => Chance.Between(60 * Schedule.Millisecond, 1200 * Schedule.Millisecond),
    };

    /// <summary>How long something stands still that should go on.</summary>
    public long StallTime() => Chance.Of(0.5)
        ? Chance.Between(Schedule.Millisecond, 300 * Schedule.Millisecond)
        : Chance.Between(300 * Schedule.Millisecond, 3 * Schedule.Second);

    /// <summary>From now on nobody may answer as of before; so everybody is asked, now and in the seconds to come.</summary>
    public void Acknowledge(Write write, WriteAnswer answer)
    {
        History.Acknowledge(write, answer);
        foreach (var server in _servers)
        {
            CheckAfter(0, server, write.Record);
            CheckAfter(Chance.Between(0, 200 * Schedule.Millisecond), server, write.Record);
            CheckAfter(Chance.Between(0, 2 * Schedule.Second), server, write.Record);
        }
    }

    /// <summary>Clients do not know that a server has only just started, or is about to leave.</summary>
    public void CheckSoon(SimulatedServer server)
    {
        for (var checks = 3; checks > 0; checks--)
        {
            CheckAfter(Chance.Between(1, 100 * Schedule.Millisecond), server, Math.Max(0, _records - checks));
        }
    }

    private void Run()
    {
        _slots = 2 + Chance.Below(3);
        for (var slot = 0; slot < _slots; slot++)
        {
            var address = slot;
            Schedule.After(Chance.Of(0.8) ? 0 : Chance.Between(0, 2 * Schedule.Second), () => Start(address));
        }

        Schedule.RunUntil(1);
        for (var writes = 3 + Chance.Below(7); writes > 0; writes--)
        {
            Schedule.After(Chance.Between(Schedule.Second / 4, _end - Schedule.Second), NewWrite);
        }

        for (var checks = 6; checks > 0; checks--)
        {
            Schedule.After(Chance.Between(Schedule.Second / 2, _end), () => CheckAfter(0, AnyServer(), Chance.Below(_records + 1)));
        }

        for (var faults = Chance.Below(5); faults > 0; faults--)
        {
            Schedule.After(Chance.Between(Schedule.Second / 4, _end - (Schedule.Second / 2)), NewFault);
        }

        if (Chance.Of(0.05))
        {
            PlanRollback();
        }

        Schedule.RunUntil(_end);
        Schedule.Counts.Add(Count.Schedules);
    }

    private SimulatedServer Start(int slot)
    {
        var server = new SimulatedServer(this, slot, $"{(char)('A' + slot)}{++_processes}");
        Schedule.Trace($"{server.Name} starts");
        _servers.Add(server);
        _addresses[slot] = server;
        server.Start();
        return server;
    }

    private SimulatedServer? AnyServer() => _servers.Count > 0 ? Chance.Of(_servers) : null;

    private void NewWrite()
    {
        // Mostly a STOP for somebody new; now and then one changes their mind.
        var again = _records > 0 && Chance.Of(0.25);
        var record = again ? Chance.Below(_records) : Math.Min(_records++, SimulatedDatabase.Records.Length - 1);
        Attempt(new Write(++_writes, record, isOptOut: !again || Chance.Of(0.3)));
    }

    // A client calls any server that says it is ready, and another if it gets no answer, or none that tells it anything.
    private void Attempt(Write write)
    {
        var ready = _servers.FindAll(server => server.IsReady);
        if (write.IsAcknowledged || ready.Count == 0 || write.Attempts >= 4)
        {
            return;
        }

        var attempt = ++write.Attempts;
        var server = Chance.Of(ready);
        Schedule.Trace($"a client sends {write} to {server.Name}");
        Schedule.After(Delay(), () => server.Write(write, Again));
        Schedule.After(Chance.Between(Schedule.Second, 3 * Schedule.Second), Again);

        void Again()
        {
            if (write.Attempts == attempt)
            {
                Schedule.After(Delay(), () => Attempt(write));
            }
        }
    }

    // What was acknowledged by the time of the call counts, however long the call is on its way.
    private void CheckAfter(long delay, SimulatedServer? server, int record)
    {
        if (delay > 0)
        {
            Schedule.After(delay, () => CheckAfter(0, server, record));
        }
        else if (server is { IsAlive: true })
        {
            server.Check(History.Begin(record));
        }
    }

    private void NewFault()
    {
        if (AnyServer() is not { IsAlive: true } server)
        {
            return;
        }

        var duration = Chance.Between(Schedule.Second / 5, 4 * Schedule.Second);
        switch (Chance.Below(16))
        {
            case 0 or 1:
                server.Pause(duration);
                break;
            case 2 or 3:
                CutFromPeer(server, duration);
                break;
            case 4:
                CutFromDatabase(server, duration);
                break;
            case 5 or 6 or 7:
                Isolate(server, duration);
                break;
            case 8:
                Schedule.Counts.Add(Count.Deaths);
                server.Die();
                Schedule.After(duration, () => Start(server.Slot));
                break;
            case 9:
                Replace(server, duration);
                break;
            case 10 when _slots < Slots:
                Schedule.Counts.Add(Count.Joins);
                Start(_slots++);
                break;
            case 11 when server.IsReady:
                server.Leave();
                break;
            case 12:
                RestartDatabase(duration);
                break;
            case 13:
                Slow(duration);
                break;
            case 14 or 15 when !server.Clock.MaySleep:
                SetWallClock(server);
                break;
        }
    }

    private void CutFromPeer(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.PeerCuts);
        var peer = Chance.Of(_servers).Slot;
        var (from, to) = Chance.Of(0.5) ? (server.Slot, peer) : (peer, server.Slot);
        var bothWays = Chance.Of(0.5) ? 1 : 0;
        Schedule.Trace($"nothing goes from {(char)('A' + from)} to {(char)('A' + to)}{(bothWays > 0 ? " and back" : "")}");
        Cut(1);
        Schedule.After(duration, () => Cut(-1));

        void Cut(int by)
        {
            _cuts[from, to] += by;
            _cuts[to, from] += by * bothWays;
        }
    }

    private void CutFromDatabase(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.DatabaseCuts);
        server.DatabaseLine = (Line)(1 + Chance.Below(3));
        Schedule.Trace($"{server.Name}'s line to the database {server.DatabaseLine}");
        Schedule.After(duration, () => server.DatabaseLine = Line.Whole);
    }

    // Its clients still reach it. Perhaps its peers lose it first, and it goes on polling for a while.
    private void Isolate(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.Isolations);
        Schedule.Trace($"{server.Name} is cut off from its peers");
        server.IsIsolated = true;
        Schedule.After(duration, () => server.IsIsolated = false);
        switch (Chance.Below(3))
        {
            case 0:
                CutFromDatabase(server, duration);
                break;
            case 1:
                Schedule.After(Chance.Between(0, duration), () => CutFromDatabase(server, duration));
                break;
        }
    }

    // Somebody takes it for dead and starts another in its place; it is paused or cut off, and comes back.
    private void Replace(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.Replacements);
        if (Chance.Of(0.5))
        {
            server.Pause(duration);
        }
        else
        {
            Isolate(server, duration);
        }

        Schedule.After(Chance.Between(0, duration), () => Start(server.Slot));
    }

    private void RestartDatabase(long duration)
    {
        Schedule.Trace($"the database restarts");
        Schedule.Counts.Add(Count.DatabaseRestarts);
        Database.Stop();
        Schedule.After(duration / 2, Database.Start);
    }

    private void Slow(long duration)
    {
        Schedule.Trace($"messages are slow");
        Schedule.Counts.Add(Count.DatabaseSlow);
        _slowness = 10;
        Database.Slowness = Chance.Of(0.5) ? 3 : 1;
        Schedule.After(duration, () => (_slowness, Database.Slowness) = (1, 1));
    }

    private void SetWallClock(SimulatedServer server)
    {
        var by = Chance.Between(-4 * Schedule.Second, 4 * Schedule.Second) * (Chance.Of(0.2) ? 1_000_000 : 1);
        Schedule.Counts.Add(Count.WallClocksSet);
        Schedule.Trace($"{server.Name}'s wall clock is set by {by / Schedule.Second} s");
        server.Clock.SetWallClock(by);
        if (Chance.Of(0.5))
        {
            Schedule.After(Chance.Between(0, Schedule.Second), () => server.Clock.SetWallClock(-by));
        }
    }

    private void PlanRollback()
    {
        var backup = Chance.Between(0, _end / 2);
        Schedule.After(backup, Database.BackUp);
        Schedule.After(Chance.Between(backup, _end * 2 / 3), () =>
        {
            Schedule.Trace($"the database goes back");
            Schedule.Counts.Add(Count.Rollbacks);
            Database.GoBack(anotherId: Chance.Of(0.3));
            History.GoBack((long)(LongestStaleness / (1 - SimulatedClock.Drift)) + 1);
        });
    }
}
