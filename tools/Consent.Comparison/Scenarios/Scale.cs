namespace Consent.Comparison.Scenarios;

/// <summary>More and more opt-outs loaded: what a check costs beside a server that knows nothing, what they take, and how long to load.</summary>
internal sealed class Scale : IScenario
{
    private const double Mega = 1e6;

    private readonly Customers _customers = new(Customers.WithoutRecord);

    public string Name => "scale";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        measured.Note(
            "scale: one opt-out went through the triggers; the others are copies of its consent_record row under other customers, of "
            + "which the ledger has no entry. A server loads consent_record and the ledger's end, so it loads them as its own.");
        await using var empty = await place.EmptyAsync(end);
        await Loading.MaximumAsync(empty, _customers, sizes.MaximumSeconds, end); // A warm-up.
        (double Heap, double Resident)? none = null;
        foreach (var optOuts in sizes.OptOuts)
        {
            var label = optOuts == sizes.OptOuts[^1] ? "largest" : optOuts.ToString(CultureInfo.InvariantCulture);
            measured.Add(Name, $"{label}/opt-outs", "", optOuts);
            var postgres = await place.PostgresAsync(end);
            var database = $"scale{label}";
            var connection = await postgres.CreateAsync(database, end);
            measured.Say($"  filling: {optOuts} opt-outs");
            await place.BenchAsync(end, "fill-records", "--database", connection, "--count", optOuts.ToString(CultureInfo.InvariantCulture));
            await postgres.SettleAsync(end);
            await using (var ours = await place.OursAsync(database, connection, end))
            {
                var held = await MemoryAsync(ours, label, measured, end);
                none ??= held;
                if (optOuts > 0)
                {
                    measured.Add(Name, $"{label}/heap per pair", "B", (held.Heap - none.Value.Heap) / optOuts);
                    measured.Add(Name, $"{label}/resident per pair", "B", (held.Resident - none.Value.Resident) * Mega / optOuts);
                }

                await CompareAsync(ours, empty, label, sizes, measured, end);
                measured.Add(Name, $"{label}/resident", "MB", ours.Resident);
                measured.Add(Name, $"{label}/resident at the most", "MB", ours.Peak);
            }

            if (optOuts > 0)
            {
                await LoadAsync(place, connection, label, sizes, measured, end);
            }

            await postgres.DropAsync(database, end);
        }
    }

    private async Task<(double Heap, double Resident)> MemoryAsync(
        MeasuredServer ours, string label, Measurements measured, CancellationToken end)
    {
        measured.Add(Name, $"{label}/time to ready", "s", ours.TimeToReady.TotalSeconds);
        measured.Add(Name, $"{label}/resident when ready", "MB", ours.Resident);
        var heap = (await ours.Probe.CollectAsync(end)).Heap;
        measured.Add(Name, $"{label}/heap", "MB", heap / Mega);
        return (heap, ours.Resident);
    }

    private async Task CompareAsync(
        MeasuredServer ours, MeasuredServer empty, string label, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end); // A warm-up.
        for (var round = 0; round < sizes.Rounds; round++)
        {
            MeasuredServer[] turns = round % 2 == 0 ? [ours, empty] : [empty, ours];
            foreach (var server in turns)
            {
                var name = $"{label}/{(server == ours ? "ours" : "empty")}";
                var loaded = await Loading.ForAsync(
                    server, sizes.ScaleSeconds, end, Loading.Singles(_customers.Take(50_000_000)));
                measured.Add(Name, $"{name}/rate", "/s", loaded.First.Rate);
                measured.AddLatencies(Name, name, loaded.First, "p50", "p99", "p99.9");
            }

            measured.AddRatio(Name, $"{label}/ours to empty/rate", $"{label}/ours/rate", $"{label}/empty/rate");
            measured.AddRatio(Name, $"{label}/ours to empty/p99", $"{label}/ours/p99", $"{label}/empty/p99");
        }
    }

    // A process of its own does both in turn: a server's own load is within its time to ready.
    private async Task LoadAsync(
        Workplace place, string connection, string label, Sizes sizes, Measurements measured, CancellationToken end)
    {
        for (var round = 0; round < sizes.Rounds; round++)
        {
            await place.MeasureBenchAsync(measured, Name, label, end, "load", "--database", connection, "--rounds", "1");
            measured.AddRatio(Name, $"{label}/load to bare read", $"{label}/load/time", $"{label}/bare read/time");
        }
    }
}
