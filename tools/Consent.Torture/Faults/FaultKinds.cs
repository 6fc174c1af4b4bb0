namespace Consent.Torture.Faults;

/// <summary>Everything that is done to a cluster.</summary>
internal static class FaultKinds
{
    // What the other may be while one of these is under way.
    private static readonly FaultKind[] OfServers =
        [ServerFaults.Kill, ServerFaults.Pause, ServerFaults.ClockAhead, CutFaults.FromPeers, CutFaults.In, CutFaults.Out, CutFaults.Old];

    private static readonly FaultKind[] OfAnything =
        [.. OfServers, DatabaseFaults.Restart, DatabaseFaults.Disconnect, DatabaseFaults.Slow, DatabaseFaults.AwayShortly];

    public static FaultKind TwoAtOnce { get; } = new("two at once", Two, Weight: 12);

    /// <summary>Gets those that a server without its gate cannot go through unseen: once it is cut from its peers alone it still hears of everything.</summary>
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
        return new PlannedFault
        {
            Target = $"{one.Target} ({first}), {other.Target} ({second})",
            Servers = [.. one.Servers.Union(other.Servers)],
            BeginAsync = () => Task.CompletedTask,
            LastAsync = () => Task.WhenAll(one.RunAsync(), other.RunAsync()),
            EndAsync = () => Task.CompletedTask,
        };
    }
}
