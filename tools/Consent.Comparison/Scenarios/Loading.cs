namespace Consent.Comparison.Scenarios;

/// <summary>Starts the servers that it needs, measures them, and stops them.</summary>
internal interface IScenario
{
    string Name { get; }

    Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end);
}

/// <summary>Customer numbers that nobody has been asked about: each call takes the next ones.</summary>
internal sealed class Customers(long first)
{
    private long _next = first;

    /// <summary>Campaigns', of which every 50th has opted out.</summary>
    public const long OfCampaigns = 15_560_000_000;

    /// <summary>Those who have no record.</summary>
    public const long WithoutRecord = 17_000_000_000;

    /// <summary>Those who text STOP while something is measured.</summary>
    public const long WhoStop = 19_000_000_000;

    public Recipients Take(long count)
    {
        var taken = Recipients.Range(Number(_next), count);
        _next += count;
        return taken;
    }

    public static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"+{number}");
}

/// <summary>What came of a load, and what it took.</summary>
/// <param name="Report">The load generator's.</param>
/// <param name="Server">The server's processor time, in seconds.</param>
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
    private const double Microseconds = 1e6;

    // A storm's last STOPs may have waited for a while.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(60);

    public static CallLoad Singles(Recipients recipients, long? count = null, CallKind kind = CallKind.Check) => new()
    {
        Kind = kind,
        Recipients = recipients,
        Count = count,
        Callers = Callers,
        Connections = Connections,
    };

    /// <summary>STOPs from 32 callers, who wait for their answers.</summary>
    public static CallLoad Stops(Recipients recipients) => new()
    {
        Kind = CallKind.Stop,
        Recipients = recipients,
        Count = recipients.Count,
        Callers = Callers / 2,
        Connections = Connections / 2,
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

    public static Task<Loaded> ForAsync(MeasuredServer server, int seconds, CancellationToken end, params CallLoad[] loads) =>
        RunAsync(server, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(Math.Min(3, seconds / 2.0)), loads, end);

    /// <summary>As many as each load has, all loads at once; all calls count.</summary>
    public static Task<Loaded> AllAsync(MeasuredServer server, IReadOnlyList<CallLoad> loads, CancellationToken end) =>
        RunAsync(server, duration: null, TimeSpan.Zero, loads, end);

    /// <inheritdoc cref="AllAsync(MeasuredServer, IReadOnlyList{CallLoad}, CancellationToken)"/>
    public static Task<Loaded> AllAsync(MeasuredServer server, CallLoad load, CancellationToken end) => AllAsync(server, [load], end);

    /// <summary>How many checks a second the server answers to callers who wait for their answers.</summary>
    public static async Task<double> MaximumAsync(MeasuredServer server, Customers customers, int seconds, CancellationToken end) =>
        (await ForAsync(server, seconds, end, Singles(customers.Take(50_000_000)))).First.Rate;

    /// <summary>One round of a load of which all counts: its rate, latency, and the server's processor time for each call.</summary>
    public static async Task RoundAsync(
        this Measurements measured, string scenario, string name, MeasuredServer server, CallLoad load, CancellationToken end)
    {
        var loaded = await AllAsync(server, load, end);
        measured.Add(scenario, $"{name}/rate", "/s", loaded.First.Rate);
        measured.AddLatencies(scenario, name, loaded.First, "p50", "p99");
        measured.Add(scenario, $"{name}/server cpu", "µs", loaded.Server * Microseconds / loaded.First.Answered);
    }

    private static async Task<Loaded> RunAsync(
        MeasuredServer server, TimeSpan? duration, TimeSpan warmUp, IReadOnlyList<CallLoad> loads, CancellationToken end)
    {
        GC.Collect();
        var (before, storeBefore) = (server.Processor, server.Store?.Processor ?? 0);
        var report = await LoadGenerator.RunAsync(
            new LoadSettings
            {
                Address = server.Address,
                Loads = loads,
                Duration = duration,
                WarmUp = warmUp,
                Drain = Drain,
                Headers = server.Headers,
                SkipVerify = true,
            },
            end);
        var loaded = new Loaded(report, server.Processor - before, (server.Store?.Processor ?? 0) - storeBefore);
        return report.Refused == 0
            ? loaded
            : throw new InvalidOperationException($"{server.Name} refused: {string.Join(", ", report.Calls.SelectMany(call => call.Refusals))}");
    }
}
