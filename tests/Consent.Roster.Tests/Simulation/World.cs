using Consent.Roster.Freshness;

namespace Consent.Roster.Tests.Simulation;

/// <summary>One schedule from start to end: servers, clients who write and check, and the faults that meet them.</summary>
internal sealed class World
{
    private const int Slots = 6;

    private readonly List<SimulatedServer> _servers = [];
    private readonly SimulatedServer?[] _addresses = new SimulatedServer?[Slots];
    private readonly int[,] _cuts = new int[Slots, Slots];
    private readonly Dictionary<string, string> _names = [];
    private readonly double _strictShare;
    private int _slots;
    private int _processes;

    public World(ulong seed, Weakening weakening = Weakening.None, Action<string>? trace = null)
    {
        Schedule = new Schedule(seed, trace);
        Weakening = weakening;
        Database = new SimulatedDatabase(Schedule);
        History = new History(Schedule, Database);
        var chance = Schedule.Chance;
        Clients = new Clients(this);
        End = chance.Between(4 * Schedule.Second, 7 * Schedule.Second);
        Preemption = chance.Of(0.5) ? 0.01 : 0;
        Stops = chance.Of(0.3) ? 0.005 : 0;
        PauseBeforeLookUp = chance.Of(0.5) ? 0.2 : 0.02;
        LostReplies = chance.Of(0.3) ? 0.05 : 0;
        RefusedRequests = chance.Of(0.3) ? 0.1 : 0;
        FormerBuilds = chance.Of(0.15) ? 0.5 : 0;
        UndoneWrites = chance.Of(0.3) ? 0.1 : 0;
        _strictShare = chance.Below(10) switch
        {
            < 6 => 0,
            < 9 => 0.5,
            _ => 1,
        };
    }

    public Schedule Schedule { get; }

    public Weakening Weakening { get; }

    public SimulatedDatabase Database { get; }

    public History History { get; }

    public Clients Clients { get; }

    /// <summary>Gets when the schedule ends.</summary>
    public long End { get; }

    public IReadOnlyList<SimulatedServer> Servers => _servers;

    /// <summary>Gets how wrong a Strict server's clocks may be.</summary>
    public ClockTrust TrustInStrict =>
        _strictShare < 1 && Weakening != Weakening.StrictWaitsByFastClocks ? ClockTrust.NotFast : ClockTrust.None;

    /// <summary>Gets or sets by how much most messages take longer.</summary>
    public int Slowness { get; set; } = 1;

    /// <summary>Gets how often a thread is kept from work that it could do.</summary>
    public double Preemption { get; }

    /// <summary>Gets how often a machine stops after a piece of work.</summary>
    public double Stops { get; }

    public double PauseBeforeLookUp { get; }

    public double LostReplies { get; }

    public double RefusedRequests { get; }

    /// <summary>Gets how often a write's transaction is undone once it has read what it needs.</summary>
    public double UndoneWrites { get; }

    /// <summary>Gets how many servers are of the build before: some, while a cluster is upgraded.</summary>
    public double FormerBuilds { get; }

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
        < 85 => Slowness * Chance.Between(Schedule.Millisecond / 2, 8 * Schedule.Millisecond),
        < 97 => Slowness * Chance.Between(8 * Schedule.Millisecond, 60 * Schedule.Millisecond),
        _ => Chance.Between(60 * Schedule.Millisecond, 1200 * Schedule.Millisecond),
    };

    /// <summary>How long something stands still that should go on.</summary>
    public long StallTime() => Chance.Of(0.5)
        ? Chance.Between(Schedule.Millisecond, 300 * Schedule.Millisecond)
        : Chance.Between(300 * Schedule.Millisecond, 3 * Schedule.Second);

    /// <summary>Starts a process, in the place of the one that was there.</summary>
    public void Start(int slot)
    {
        var mode = Chance.Of(_strictShare) ? FreshnessMode.Strict : FreshnessMode.Bounded;
        var server = new SimulatedServer(this, slot, $"{(char)('A' + slot)}{++_processes}", mode);
        Schedule.Trace($"{server.Name} starts, {mode}");
        _servers.Add(server);
        _addresses[slot] = server;
        server.Start();
    }

    /// <summary>Starts one more, where there is room.</summary>
    public bool TryJoin()
    {
        if (_slots == Slots)
        {
            return false;
        }

        Schedule.Counts.Add(Count.Joins);
        Start(_slots++);
        return true;
    }

    /// <summary>Cuts the servers in two groups: each server once from each of the other group, both ways.</summary>
    public void Split(int group, int by)
    {
        for (var from = 0; from < Slots; from++)
        {
            for (var to = 0; to < Slots; to++)
            {
                _cuts[from, to] += ((group >> from) & 1) != ((group >> to) & 1) ? by : 0;
            }
        }
    }

    public void Cut(int from, int to, int by) => _cuts[from, to] += by;

    public SimulatedServer? AnyServer() => _servers.Count > 0 ? Chance.Of(_servers) : null;

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
            Schedule.After(Chance.Between(Schedule.Second / 4, End - Schedule.Second), Clients.NewWrite);
        }

        for (var checks = 6; checks > 0; checks--)
        {
            Schedule.After(Chance.Between(Schedule.Second / 2, End), Clients.NewCheck);
        }

        var faults = new Faults(this);
        for (var strikes = Chance.Below(5); strikes > 0; strikes--)
        {
            Schedule.After(Chance.Between(Schedule.Second / 4, End - (Schedule.Second / 2)), faults.Strike);
        }

        if (Chance.Of(0.25))
        {
            faults.PlanRollback();
        }

        Schedule.RunUntil(End);
        Schedule.Counts.Add(Count.Schedules);
    }
}
