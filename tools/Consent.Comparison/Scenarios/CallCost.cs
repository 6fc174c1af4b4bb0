namespace Consent.Comparison.Scenarios;

/// <summary>Kinds of calls in turn, on SQLite with many accounts and senders; and STOPs beside the bare write that each one is to the database.</summary>
internal sealed class CallCost : IScenario
{
    // Of the first account, as Consent.Bench fills it.
    private const string Registered = "+15550000000";
    private const string NotRegistered = "+16660000000";

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "calls";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        const string Database = "calls";
        await place.BenchAsync(end, "fill-registry", "--file", place.FileOf(Database), "--count", $"{sizes.Accounts}");
        await using var ours = await place.OursOnFileAsync(Database, end);
        var optedOut = _stopping.Take(sizes.Stops / 10);
        await Loading.AllAsync(ours, Loading.Stops(optedOut) with { Sender = NotRegistered }, end);
        var count = sizes.Checks;
        (string Name, Func<CallLoad> Load)[] turns =
        [
            ("health", () => Loading.Singles(_customers.Take(1), count, CallKind.Health)),
            ("allowed", () => Loading.Singles(_customers.Take(count), count) with { Sender = NotRegistered }),
            ("blocked", () => Loading.Singles(optedOut, count) with { Sender = NotRegistered }),
            ("registered", () => Loading.Singles(_customers.Take(count), count) with { Sender = Registered }),
            ("select", () => Loading.Singles(_customers.Take(count), count, CallKind.Select) with { Sender = Registered }),
            ("one connection", () => Loading.Singles(_customers.Take(count), count) with { Connections = 1 }),
            ("stop", () => Loading.Stops(_stopping.Take(sizes.Stops))),
            ("stream", () => Loading.Singles(_customers.Take(count), count, CallKind.Stream) with { Connections = 1, Streams = 4 }),
        ];
        foreach (var (_, load) in turns)
        {
            await Loading.AllAsync(ours, load(), end);
        }

        for (var round = 0; round < sizes.Rounds; round++)
        {
            // Each round begins with another: what one leaves to the garbage collector is the next one's burden.
            for (var turn = 0; turn < turns.Length; turn++)
            {
                var (name, load) = turns[(round + turn) % turns.Length];
                await measured.RoundAsync(Name, name, ours, load(), end);
            }

            await place.MeasureBenchAsync(measured, Name, "database", end, "bare", "--file", place.FileOf("bare"), "--count", $"{sizes.Stops}");
            measured.AddRatio(Name, "stop to bare/rate", "stop/rate", "database/bare/rate");
            measured.AddRatio(Name, "allowed to health/rate", "allowed/rate", "health/rate");
            measured.AddRatio(Name, "blocked to health/rate", "blocked/rate", "health/rate");
            measured.AddRatio(Name, "registered to not/server cpu", "registered/server cpu", "allowed/server cpu");
            measured.AddRatio(Name, "select to registered/rate", "select/rate", "registered/rate");
            measured.AddRatio(Name, "stream to single, one connection/rate", "stream/rate", "one connection/rate");
        }
    }
}
