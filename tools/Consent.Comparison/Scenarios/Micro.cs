namespace Consent.Comparison.Scenarios;

/// <summary>What servers allocate for a check, and the pieces of a check by themselves.</summary>
internal sealed class Micro : IScenario
{
    private readonly Customers _customers = new(Customers.WithoutRecord);

    public string Name => "micro";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await AllocatedAsync(place, sizes, measured, end);

        // A few iterations each: a full run takes eleven minutes, and is a command of its own.
        await place.MeasureBenchAsync(measured, Name, "pieces", end, "micro", "--short");
    }

    // Beyond empty: what gRPC takes for a call, it takes for both.
    private async Task AllocatedAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await using var ours = await place.OursOnFileAsync("micro", end);
        await using var empty = await place.EmptyAsync(end);

        // Compiled for good first; then bytes are bytes, and one round tells.
        await PerCheckAsync(empty, sizes.AllocationChecks / 5);
        await PerCheckAsync(ours, sizes.AllocationChecks / 5);
        var (theirs, own) = (await PerCheckAsync(empty, sizes.AllocationChecks), await PerCheckAsync(ours, sizes.AllocationChecks));
        measured.Add(Name, "allocated/empty", "B", theirs);
        measured.Add(Name, "allocated/ours", "B", own);
        measured.Add(Name, "allocated/ours beyond empty", "B", Math.Round(own - theirs, 1));

        async Task<double> PerCheckAsync(MeasuredServer server, int checks)
        {
            var before = await server.Probe.ReadAsync(end);
            await Loading.AllAsync(server, Loading.Singles(_customers.Take(checks), checks), end);
            return ((await server.Probe.ReadAsync(end)).Allocated - before.Allocated) / (double)checks;
        }
    }
}
