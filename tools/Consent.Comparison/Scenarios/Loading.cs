using Consent.Comparison.Servers;
using Consent.Load;
using Consent.Load.Calls;
using Consent.Load.Reports;

namespace Consent.Comparison.Scenarios;

/// <summary>What came of a load, and what it took.</summary>
/// <param name="Report">The load generator's.</param>
/// <param name="Server">The server's processor's time, in seconds.</param>
/// <param name="Store">That of the database behind it.</param>
internal sealed record Loaded(LoadReport Report, double Server, double Store)
{
    public CallReport First => Report.Calls[0];
}

/// <summary>The loads that several scenarios make.</summary>
internal static class Loading
{
    /// <summary>How many call at once where callers wait for their answers.</summary>
    public const int Callers = 64;

    private const int Connections = 8;

    // A storm's last STOPs may have waited for a while.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(60);

    public static CallLoad Singles(Recipients recipients, long? count = null) => new()
    {
        Kind = CallKind.Check,
        Recipients = recipients,
        Count = count,
        Callers = Callers,
        Connections = Connections,
    };

    /// <summary>Calls that are due at a rate.</summary>
    public static CallLoad Due(CallKind kind, Recipients recipients, double rate, long? count = null) => new()
    {
        Kind = kind,
        Recipients = recipients,
        Count = count,
        Rate = rate,
        Connections = Connections,
    };

    public static Task<Loaded> ForAsync(MeasuredServer server, TimeSpan duration, CancellationToken end, params CallLoad[] loads) =>
        RunAsync(server, duration, TimeSpan.FromSeconds(Math.Min(3, duration.TotalSeconds / 2)), loads, end);

    /// <summary>As many as the load has; all count.</summary>
    public static Task<Loaded> AllAsync(MeasuredServer server, CallLoad load, CancellationToken end) =>
        RunAsync(server, duration: null, TimeSpan.Zero, [load], end);

    /// <summary>As many as each load has, all at once; all count.</summary>
    public static Task<Loaded> MixedAsync(MeasuredServer server, CancellationToken end, params CallLoad[] loads) =>
        RunAsync(server, duration: null, TimeSpan.Zero, loads, end);

    /// <summary>How many checks a second the server answers to callers who wait for their answers.</summary>
    public static async Task<double> MaximumAsync(MeasuredServer server, Customers customers, int seconds, CancellationToken end)
    {
        var loaded = await ForAsync(server, TimeSpan.FromSeconds(seconds), end, Singles(customers.Take(50_000_000)));
        return loaded.First.Rate;
    }

    private static async Task<Loaded> RunAsync(
        MeasuredServer server, TimeSpan? duration, TimeSpan warmUp, IReadOnlyList<CallLoad> loads, CancellationToken end)
    {
        GC.Collect();
        var (before, storeBefore) = (server.Processor, server.Store?.Processor ?? 0);
        var report = await LoadGenerator.RunAsync(
            new LoadSettings { Address = server.Address, Loads = loads, Duration = duration, WarmUp = warmUp, Drain = Drain }, end);
        var loaded = new Loaded(report, server.Processor - before, (server.Store?.Processor ?? 0) - storeBefore);
        return report.Refused == 0
            ? loaded
            : throw new InvalidOperationException($"{server.Name} refused: {string.Join(", ", report.Calls.SelectMany(call => call.Refusals))}");
    }
}
