namespace Consent.Comparison.Scenarios;

/// <summary>The ledger's calls on SQLite: imports, exports, watchers, verification, and what others wait for while an import runs.</summary>
internal sealed class Ledger : IScenario
{
    private const double CheckShare = 0.3;
    private const double StopsASecond = 100;

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "ledger";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await using var ours = await place.OursOnFileAsync("ledger", end);
        string[] address = ["--address", ours.Address.ToString()];
        await place.BenchAsync(end, ["import", .. address, "--count", $"{sizes.ImportRows / 4}"]); // A warm-up.
        for (var round = 0; round < sizes.Rounds; round++)
        {
            await place.MeasureBenchAsync(measured, Name, "alone", end, ["import", .. address, "--count", $"{sizes.ImportRows}"]);
            await place.MeasureBenchAsync(measured, Name, "alone", end, ["export", .. address]);
            foreach (var rate in (int[])[50, 200])
            {
                await place.MeasureBenchAsync(
                    measured, Name, "200 watchers", end, ["watch", .. address, "--rate", $"{rate}", "--count", $"{Math.Min(rate * 10, sizes.Stops)}"]);
            }
        }

        await place.MeasureBenchAsync(measured, Name, "alone", end, ["verify", .. address]);
        await BesideImportsAsync(ours, place, sizes, measured, end);
    }

    private async Task BesideImportsAsync(MeasuredServer ours, Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var maximum = await Loading.MaximumAsync(ours, _customers, sizes.MaximumSeconds, end);
        for (var round = 0; round < sizes.Rounds; round++)
        {
            await LoadAsync("no import");
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(end);
            var importing = ImportAsync(enough.Token);
            await LoadAsync("beside import");
            await enough.CancelAsync();
            await importing;
            measured.AddRatio(Name, "beside import to none/check/p99", "beside import/check/p99", "no import/check/p99");
        }

        async Task LoadAsync(string name)
        {
            var loaded = await Loading.ForAsync(
                ours,
                sizes.SteadySeconds,
                end,
                Loading.Due(CallKind.Check, _customers.Take(50_000_000), CheckShare * maximum),
                Loading.Due(CallKind.Stop, _stopping.Take(100_000), StopsASecond));
            measured.AddLatencies(Name, $"{name}/check", loaded.First, "p50", "p99", "p99.9");
            measured.AddLatencies(Name, $"{name}/stop", loaded.Report.Calls[1], "p50", "p99", "p99.9");
        }

        // One after the other, until the load has ended; the last is cut off.
        async Task ImportAsync(CancellationToken enough)
        {
            try
            {
                while (true)
                {
                    await place.BenchAsync(enough, "import", "--address", ours.Address.ToString(), "--count", $"{sizes.ImportRows}");
                }
            }
            catch (OperationCanceledException)
            {
                end.ThrowIfCancellationRequested();
            }
        }
    }
}
