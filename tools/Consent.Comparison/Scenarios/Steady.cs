namespace Consent.Comparison.Scenarios;

/// <summary>Checks that come whether or not those before are answered, at shares of what the server can do, and STOPs meanwhile; then a storm of STOPs.</summary>
internal sealed class Steady : IScenario
{
    private const double StopsASecond = 100;
    private const double WithEmpty = 0.6;
    private const double StormSeconds = 10;

    private static readonly double[] Shares = [0.3, 0.6, 0.8];

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "steady";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        await using (var ours = await place.OursAsync("steady", await postgres.CreateAsync("steady", end), end))
        {
            await using var empty = await place.EmptyAsync(end);
            await Loading.MaximumAsync(empty, _customers, sizes.MaximumSeconds, end); // A warm-up.
            await MeasureAsync(ours, "", Shares, sizes, measured, end, empty);
            await StormAsync(ours, "", sizes, measured, end);
        }

        await using var onFile = await place.OursOnFileAsync("steady-file", end);
        await MeasureAsync(onFile, " sqlite", [0.6], sizes, measured, end);
        await StormAsync(onFile, " sqlite", sizes, measured, end);
    }

    private async Task MeasureAsync(
        MeasuredServer ours,
        string suffix,
        IReadOnlyList<double> shares,
        Sizes sizes,
        Measurements measured,
        CancellationToken end,
        MeasuredServer? empty = null)
    {
        await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end); // A warm-up.
        for (var round = 0; round < sizes.Rounds; round++)
        {
            // Again in each round: what a shared machine can do changes.
            var maximum = await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end);
            measured.Add(Name, $"maximum{suffix}/rate", "/s", maximum);
            foreach (var share in shares)
            {
                var loaded = await Loading.ForAsync(
                    ours,
                    sizes.SteadySeconds,
                    end,
                    Loading.Due(CallKind.Check, _customers.Take(50_000_000), share * maximum),
                    Loading.Due(CallKind.Stop, _stopping.Take(100_000), StopsASecond));
                var name = string.Create(CultureInfo.InvariantCulture, $"{share:P0}{suffix}").Replace(" %", "%", StringComparison.Ordinal);
                measured.Add(Name, $"{name}/check/rate", "/s", loaded.First.Rate);
                measured.AddLatencies(Name, $"{name}/check", loaded.First, "p50", "p90", "p99", "p99.9", "p99.99");
                measured.Add(Name, $"{name}/check/sent late p99", "ms", loaded.First.Lateness.P99);
                measured.AddLatencies(Name, $"{name}/stop", loaded.Report.Calls[1], "p50", "p90", "p99", "p99.9", "p99.99");
            }

            if (empty is not null)
            {
                // What gRPC takes on this machine, beside the same client at the same rate.
                var idle = await Loading.ForAsync(
                    empty,
                    sizes.SteadySeconds,
                    end,
                    Loading.Due(CallKind.Check, _customers.Take(50_000_000), WithEmpty * maximum));
                measured.AddLatencies(Name, "60% empty/check", idle.First, "p50", "p90", "p99", "p99.9", "p99.99");
                measured.Add(Name, "60% empty/check/sent late p99", "ms", idle.First.Lateness.P99);
            }
        }
    }

    // Thousands of STOPs within ten seconds while a campaign runs.
    private async Task StormAsync(MeasuredServer ours, string suffix, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var rate = Shares[0] * await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end);
        var stopping = _stopping.Take(sizes.StormStops);

        // Without a warm-up, so that the STOPs that count are all there are.
        var loaded = await Loading.AllAsync(
            ours,
            [
                Loading.Due(CallKind.Check, _customers.Take(50_000_000), rate, (long)(rate * StormSeconds)),
                Loading.Due(CallKind.Stop, stopping, sizes.StormStops / StormSeconds, sizes.StormStops),
            ],
            end);
        var stops = loaded.Report.Calls[1];
        measured.AddLatencies(Name, $"storm{suffix}/check", loaded.First, "p50", "p99", "p99.9", "max");
        measured.Add(Name, $"storm{suffix}/stop/rate", "/s", stops.Rate);
        measured.AddLatencies(Name, $"storm{suffix}/stop", stops, "p50", "p99", "p99.9", "max");

        // What was acknowledged is asked about.
        var asked = await Loading.AllAsync(ours, Loading.Singles(stopping, sizes.StormStops), end);
        measured.Add(Name, "storm/acknowledged", "of all", Math.Min(stops.Blocked, asked.First.Blocked) / (double)sizes.StormStops);
    }
}
