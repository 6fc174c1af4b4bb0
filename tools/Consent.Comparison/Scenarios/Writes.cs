using Consent.Comparison.Results;
using Consent.Comparison.Servers;

namespace Consent.Comparison.Scenarios;

/// <summary>STOPs beside the bare write that the database does for each: on SQLite, and on PostgreSQL with one and three servers.</summary>
internal sealed class Writes : IScenario
{
    private const int Servers = 3;

    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "writes";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await using (var onFile = await place.OursOnFileAsync("writes", end))
        {
            await CompareAsync("sqlite", [("one", onFile)], ["bare", "--file", place.FileOf("bare")], place, sizes, measured, end);
        }

        var postgres = await place.PostgresAsync(end);
        var (alone, shared) = (await postgres.CreateAsync("alone", end), await postgres.CreateAsync("shared", end));
        var servers = new List<MeasuredServer> { await place.OursAsync("alone", alone, end) };
        try
        {
            for (var server = 1; server <= Servers; server++)
            {
                servers.Add(await place.OursAsync($"shared{server}", shared, end));
            }

            string[] bare = ["bare-postgres", "--database", await postgres.CreateAsync("bare", end)];
            await CompareAsync("postgresql", [("one", servers[0]), ("three", servers[1])], bare, place, sizes, measured, end);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task CompareAsync(
        string on, (string Name, MeasuredServer Server)[] sides, string[] bare, Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        foreach (var (_, server) in sides)
        {
            await Loading.AllAsync(server, Loading.Stops(_stopping.Take(sizes.Stops / 5)), end); // A warm-up.
        }

        for (var round = 0; round < sizes.Rounds; round++)
        {
            await place.MeasureBenchAsync(measured, Name, on, end, [.. bare, "--count", $"{sizes.Stops}"]);
            foreach (var (name, server) in sides)
            {
                await measured.RoundAsync(Name, $"{on}/{name}", server, Loading.Stops(_stopping.Take(sizes.Stops)), end);
                measured.AddRatio(Name, $"{on}/{name} to bare/rate", $"{on}/{name}/rate", $"{on}/bare/rate", Better.Higher);
            }
        }
    }
}
