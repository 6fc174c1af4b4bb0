using Consent.Comparison.Results;
using Consent.Comparison.Servers;
using Consent.Load;
using Consent.Load.Calls;

namespace Consent.Comparison.Scenarios;

/// <summary>Thousands of STOPs within ten seconds while a campaign runs.</summary>
internal sealed class Storm : IScenario
{
    private const double Share = 0.3;

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    private readonly Customers _customers = new(Customers.WithoutRecord);

    public string Name => "storm";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        await using (var ours = await place.OursAsync("storm", await postgres.CreateAsync("storm", end), end))
        {
            await MeasureAsync(ours, "postgresql", sizes, measured, end);
        }

        await using var onFile = await place.OursOnFileAsync("storm-file", end);
        await MeasureAsync(onFile, "sqlite", sizes, measured, end);
    }

    private async Task MeasureAsync(MeasuredServer ours, string on, Sizes sizes, Measurements measured, CancellationToken end)
    {
        // Twice: the first one warms up, as do a hundred STOPs.
        await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end);
        var warmUp = Recipients.Range(Customers.Number(Customers.WhoStop), 100);
        await Loading.AllAsync(ours, Loading.Due(CallKind.Stop, warmUp, 100, warmUp.Count), end);
        var maximum = await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end);

        // Without a warm-up, so that the STOPs that count are all there are.
        var first = Customers.WhoStop + warmUp.Count;
        var stopping = Recipients.Range(Customers.Number(first), sizes.StormStops);
        var rate = sizes.StormStops / Lasts.TotalSeconds;
        var loaded = await Loading.AllAsync(
            ours,
            [
                Loading.Due(CallKind.Check, _customers.Take(50_000_000), Share * maximum, (long)(Share * maximum * Lasts.TotalSeconds)),
                Loading.Due(CallKind.Stop, stopping, rate, sizes.StormStops),
            ],
            end);
        var stops = loaded.Report.Calls[1];
        measured.Add(Name, $"{on}/check/rate", "/s", Better.None, loaded.First.Rate);
        measured.AddLatencies(Name, $"{on}/check", loaded.First, "p50", "p99", "p99.9", "p99.99", "max");
        measured.Add(Name, $"{on}/stop/rate", "/s", Better.Higher, stops.Rate);
        measured.AddLatencies(Name, $"{on}/stop", stops, "p50", "p99", "p99.9", "max");

        // What was acknowledged is asked about.
        var asked = await Loading.AllAsync(ours, Loading.Singles(stopping, sizes.StormStops), end);
        measured.Add(
            Name, "acknowledged", "of all", Better.Higher, Math.Min(stops.Blocked, asked.First.Blocked) / (double)sizes.StormStops);
    }
}
