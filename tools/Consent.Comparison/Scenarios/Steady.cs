using System.Globalization;
using Consent.Comparison.Results;
using Consent.Comparison.Servers;
using Consent.Load;

namespace Consent.Comparison.Scenarios;

/// <summary>Checks that come whether or not those before are answered, at shares of what the server can do, and STOPs meanwhile.</summary>
internal sealed class Steady : IScenario
{
    private const double StopsASecond = 100;
    private const double WithEmpty = 0.6;

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
        }

        await using var onFile = await place.OursOnFileAsync("steady-file", end);
        await MeasureAsync(onFile, " sqlite", [0.6], sizes, measured, end);
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
            measured.Add(Name, $"maximum{suffix}/rate", "/s", Better.Higher, maximum);
            foreach (var share in shares)
            {
                var loaded = await Loading.ForAsync(
                    ours,
                    sizes.SteadySeconds,
                    end,
                    Loading.Due(CallKind.Check, _customers.Take(50_000_000), share * maximum),
                    Loading.Due(CallKind.Stop, _stopping.Take(100_000), StopsASecond));
                var name = string.Create(CultureInfo.InvariantCulture, $"{share:P0}{suffix}").Replace(" %", "%", StringComparison.Ordinal);
                measured.Add(Name, $"{name}/check/rate", "/s", Better.None, loaded.First.Rate);
                measured.AddLatencies(Name, $"{name}/check", loaded.First, "p50", "p90", "p99", "p99.9", "p99.99");
                measured.Add(Name, $"{name}/check/sent late p99", "ms", Better.None, loaded.First.Lateness.P99);
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
                measured.Add(Name, "60% empty/check/sent late p99", "ms", Better.None, idle.First.Lateness.P99);
            }
        }
    }
}
