namespace Consent.Torture.Faults;

/// <summary>What can happen to one server.</summary>
internal static class ServerFaults
{
    private const int StopsMeanwhile = 100;
    private const int ChecksMeanwhile = 50;
    private const int Newcomer = 4;

    public static FaultKind Kill { get; } = new("kill -9", hands => Of(hands, server => new PlannedFault
    {
        Target = "",
        BeginAsync = () => hands.RunAsync("kill", $"{server}"),
        LastAsync = () => hands.ForAsync(1, 8),
        EndAsync = () => hands.TryAsync("start", $"{server}"),
    }));

    // The first that it sees when it goes on are questions about those who have texted STOP meanwhile.
    public static FaultKind Stop { get; } = new("SIGSTOP", hands => Of(hands, server => new PlannedFault
    {
        Target = "",
        BeginAsync = () => hands.RunAsync("pause", $"{server}"),
        LastAsync = async () =>
        {
            await hands.RetiredAsync(server);
            await hands.Recorder.AcknowledgedAsync(StopsMeanwhile);
            await hands.Recorder.AskedAsync(server, ChecksMeanwhile);
        },
        EndAsync = () => hands.TryAsync("resume", $"{server}"),
    }));

    public static FaultKind Pause { get; } = new("short pause", hands => Of(hands, server => new PlannedFault
    {
        Target = "",
        BeginAsync = () => hands.RunAsync("pause", $"{server}"),
        LastAsync = () => hands.ForAsync(0.1, 4),
        EndAsync = () => hands.RunAsync("resume", $"{server}"),
    }));

    public static FaultKind ClockAhead { get; } = Clock("clock ahead", "+");

    public static FaultKind ClockBehind { get; } = Clock("clock behind", "-");

    public static FaultKind Leave { get; } = new("graceful stop", hands => Of(hands, server => new PlannedFault
    {
        Target = "",
        BeginAsync = () => hands.RunAsync("stop", $"{server}"),
        LastAsync = () => hands.ForAsync(0, 2),
        EndAsync = () => hands.RunAsync("start", $"{server}"),
    }));

    /// <summary>Gets the one that adds a server to those that run, and stops it again.</summary>
    public static FaultKind Join { get; } = new(
        "join",
        hands => new PlannedFault
        {
            Target = $"server {Newcomer}",
            BeginAsync = () => hands.RunAsync("start", $"{Newcomer}"),
            LastAsync = () => hands.ForAsync(0, 2),
            EndAsync = () => hands.RunAsync("stop", $"{Newcomer}"),
        },
        Weight: 2);

    /// <summary>A fault of the server whose turn it is.</summary>
    public static PlannedFault Of(Hands hands, Func<int, PlannedFault> plan)
    {
        var server = hands.NextServer();
        return plan(server) with { Target = $"server {server}", Servers = [server] };
    }

    // The library that puts it off looks once a second.
    private static FaultKind Clock(string name, string sign) => new(
        name,
        hands => Of(hands, server => new PlannedFault
        {
            Target = "",
            BeginAsync = () => hands.RunAsync("clock", $"{server}", $"{sign}{hands.Random.Next(6, 61)}"),
            LastAsync = () => hands.ForAsync(2, 5),
            EndAsync = () => hands.RunAsync("clock", $"{server}", "+0"),
        }),
        Weight: 2);
}
