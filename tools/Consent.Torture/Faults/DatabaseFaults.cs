namespace Consent.Torture.Faults;

/// <summary>What can happen to the database, and to what lies between it and the servers.</summary>
internal static class DatabaseFaults
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TooSlowness = TimeSpan.FromSeconds(2);

    // Checks go on for longer than any of these three lasts.
    public static FaultKind Restart { get; } = Of("database restarted", [], hands => hands.RunAsync("db", "restart"), Nothing, Nothing);

    public static FaultKind Disconnect { get; } = Of("connections killed", [], DisconnectAsync, Nothing, Nothing);

    public static FaultKind Slow { get; } = Of("slow database", [], hands => Delay(hands, Slowness), hands => hands.ForAsync(2, 6), NoDelay);

    public static FaultKind Kill { get; } = Of("database killed", Hands.AllServers, hands => hands.RunAsync("db", "kill"), Nothing, StartAsync);

    public static FaultKind AwayShortly { get; } = Of(
        "database stopped for 3 s", Hands.AllServers, StopAsync, hands => hands.ForAsync(3, 3), StartAsync);

    public static FaultKind AwayLong { get; } = Of(
        "database stopped for 20 s", Hands.AllServers, StopAsync, hands => hands.ForAsync(20, 20), StartAsync, weight: 1);

    public static FaultKind TooSlow { get; } = Of(
        "database too slow", Hands.AllServers, hands => Delay(hands, TooSlowness), hands => hands.ForAsync(6, 10), NoDelay, weight: 2);

    public static FaultKind FullData { get; } = Full("disk full, data", "data");

    public static FaultKind FullLog { get; } = Full("disk full, log", "wal");

    private static FaultKind Full(string name, string part) => Of(
        name, Hands.AllServers, hands => hands.RunAsync("db", "fill", part), hands => hands.ForAsync(1, 4), hands => hands.RunAsync("db", "free"), weight: 2);

    private static async Task DisconnectAsync(Hands hands)
    {
        for (var time = hands.Random.Next(1, 5); time > 0; time--)
        {
            await hands.RunAsync("db", "disconnect");
        }
    }

    private static Task Nothing(Hands hands) => Task.CompletedTask;

    private static Task StopAsync(Hands hands) => hands.RunAsync("db", "stop");

    private static Task StartAsync(Hands hands) => hands.RunAsync("db", "start");

    private static Task Delay(Hands hands, TimeSpan delay)
    {
        hands.Breakable.Database.Delay = delay;
        return Task.CompletedTask;
    }

    private static Task NoDelay(Hands hands) => Delay(hands, TimeSpan.Zero);

    private static FaultKind Of(
        string name, IReadOnlyList<int> servers, Func<Hands, Task> begin, Func<Hands, Task> last, Func<Hands, Task> end, int weight = FaultKind.Usual) =>
        new(name, hands => new PlannedFault("database", servers, () => begin(hands), () => last(hands), () => end(hands)), weight);
}
