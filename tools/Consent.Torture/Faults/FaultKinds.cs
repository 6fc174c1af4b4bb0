namespace Consent.Torture.Faults;

/// <param name="Name">Such as <c>SIGSTOP</c>.</param>
/// <param name="Plan">Draws what is to be done, and to what.</param>
/// <param name="Weight">How often a run draws it, against the others.</param>
internal sealed record FaultKind(string Name, Func<Hands, PlannedFault> Plan, int Weight = FaultKind.Usual)
{
    public const int Usual = 4;

    public override string ToString() => Name;
}

/// <summary>
/// What is to be done to a target such as <c>server 2</c> or <c>database</c>, how long it lasts, and how it is undone. The checks of these servers
/// may pause because of it.
/// </summary>
internal sealed record PlannedFault(
    string Target, IReadOnlyList<int> Servers, Func<Task> BeginAsync, Func<Task> LastAsync, Func<Task> EndAsync)
{
    public async Task RunAsync()
    {
        await BeginAsync();
        await LastAsync();
        await EndAsync();
    }
}

internal static class FaultKinds
{
    // What the other may be while one of these is under way.
    private static readonly FaultKind[] OfServers =
        [ServerFaults.Kill, ServerFaults.Pause, ServerFaults.ClockAhead, CutFaults.FromPeers, CutFaults.In, CutFaults.Out, CutFaults.Old];

    private static readonly FaultKind[] OfAnything =
        [.. OfServers, DatabaseFaults.Restart, DatabaseFaults.Disconnect, DatabaseFaults.Slow, DatabaseFaults.AwayShortly];

    public static FaultKind TwoAtOnce { get; } = new("two at once", Two, Weight: 12);

    /// <summary>Gets those that a server without its gate cannot survive unseen: one that is cut from its peers alone still hears of everything.</summary>
    public static IReadOnlyList<FaultKind> Control { get; } = [ServerFaults.Stop, CutFaults.FromBoth];

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        ServerFaults.Kill, ServerFaults.Stop, ServerFaults.Pause, ServerFaults.ClockAhead, ServerFaults.ClockBehind, ServerFaults.Leave,
        ServerFaults.Join, CutFaults.FromPeers, CutFaults.FromDatabase, CutFaults.FromBoth, CutFaults.In, CutFaults.Out, CutFaults.Old,
        DatabaseFaults.Restart, DatabaseFaults.Kill, DatabaseFaults.AwayShortly, DatabaseFaults.AwayLong, DatabaseFaults.FullData,
        DatabaseFaults.FullLog, DatabaseFaults.Disconnect, DatabaseFaults.Slow, DatabaseFaults.TooSlow, TwoAtOnce,
    ];

    /// <summary>One of these, each as likely as its weight.</summary>
    public static FaultKind Any(IReadOnlyList<FaultKind> kinds, Random random)
    {
        var left = random.Next(kinds.Sum(kind => kind.Weight));
        return kinds.First(kind => (left -= kind.Weight) < 0);
    }

    // Two servers, or a server and the database.
    private static PlannedFault Two(Hands hands)
    {
        var (first, second) = (hands.Any(OfServers), hands.Any(OfAnything));
        var (one, other) = (first.Plan(hands), second.Plan(hands));
        return new PlannedFault(
            $"{one.Target} ({first}), {other.Target} ({second})",
            [.. one.Servers.Union(other.Servers)],
            BeginAsync: () => Task.CompletedTask,
            LastAsync: () => Task.WhenAll(one.RunAsync(), other.RunAsync()),
            EndAsync: () => Task.CompletedTask);
    }
}
