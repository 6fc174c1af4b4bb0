namespace Consent.Torture.Faults;

/// <summary>What can happen to one server.</summary>
internal static class ServerFaults
{
    private const int StopsMeanwhile = 100;
    private const int ChecksMeanwhile = 50;
    private const int Newcomer = 4;

    public static FaultKind Kill { get; } = Of(
        "kill -9",
        (hands, server) => hands.RunAsync("kill", $"{server}"),
        (hands, _) => hands.ForAsync(1, 8),
        (hands, server) => hands.TryAsync("start", $"{server}"));

    // The first that it sees when it goes on are questions about those who have texted STOP meanwhile.
    public static FaultKind Stop { get; } = Of(
        "SIGSTOP",
        (hands, server) => hands.RunAsync("pause", $"{server}"),
        async (hands, server) =>
        {
            await hands.RetiredAsync(server);
            await hands.Recorder.AcknowledgedAsync(StopsMeanwhile);
            await hands.Recorder.AskedAsync(server, ChecksMeanwhile);
        },
        (hands, server) => hands.TryAsync("resume", $"{server}"));

    public static FaultKind Pause { get; } = Of(
        "short pause",
        (hands, server) => hands.RunAsync("pause", $"{server}"),
        (hands, _) => hands.ForAsync(0.1, 4),
        (hands, server) => hands.RunAsync("resume", $"{server}"));

    public static FaultKind ClockAhead { get; } = Clock("clock ahead", "+");

    public static FaultKind ClockBehind { get; } = Clock("clock behind", "-");

    public static FaultKind Leave { get; } = Of(
        "graceful stop",
        (hands, server) => hands.RunAsync("stop", $"{server}"),
        (hands, _) => hands.ForAsync(0, 2),
        (hands, server) => hands.RunAsync("start", $"{server}"));

    /// <summary>Gets the one that adds a server to those that run, and stops it again.</summary>
    public static FaultKind Join { get; } = new(
        "join",
        hands => new PlannedFault(
            $"server {Newcomer}",
            [],
            BeginAsync: () => hands.RunAsync("start", $"{Newcomer}"),
            LastAsync: () => hands.ForAsync(0, 2),
            EndAsync: () => hands.RunAsync("stop", $"{Newcomer}")),
        Weight: 2);

    /// <summary>A fault of the server whose turn it is.</summary>
    public static FaultKind Of(
        string name, Func<Hands, int, Task> begin, Func<Hands, int, Task> last, Func<Hands, int, Task> end, int weight = FaultKind.Usual) => new(
        name,
        hands =>
        {
            var server = hands.NextServer();
            return new PlannedFault($"server {server}", [server], () => begin(hands, server), () => last(hands, server), () => end(hands, server));
        },
        weight);

    // The library that puts it off looks once a second.
    private static FaultKind Clock(string name, string sign) => Of(
        name,
        (hands, server) => hands.RunAsync("clock", $"{server}", $"{sign}{hands.Random.Next(6, 61)}"),
        (hands, _) => hands.ForAsync(2, 5),
        (hands, server) => hands.RunAsync("clock", $"{server}", "+0"),
        weight: 2);
}
