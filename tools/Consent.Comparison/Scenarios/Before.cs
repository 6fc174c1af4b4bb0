namespace Consent.Comparison.Scenarios;

/// <summary>This build beside another one, such as the one before a change, in one run: each kind of call in turn, on SQLite.</summary>
/// <param name="other">The other build's Consent.Silo.dll.</param>
internal sealed class Before(string other) : IScenario
{
    // A million customers are a thousand calls, a tenth of a second: what the runtime compiles meanwhile would decide.
    private const long BatchRecipients = 10;

    // More than other scenarios' full size: two builds differ by less than two servers do.
    private const int Rounds = 5;

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "before";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await using var now = await place.OursOnFileAsync("now", end);
        await using var before = await place.OursOnFileAsync("before", end, other);
        (string Name, Func<CallLoad> Load)[] kinds =
        [
            ("check", () => CampaignForm.All[0].Load(_customers.Take(sizes.Checks))),
            ("stream", () => CampaignForm.All[1].Load(_customers.Take(sizes.Checks))),
            ("batch", () => CampaignForm.All[2].Load(_customers.Take(BatchRecipients * sizes.Recipients))),
            ("stop", () => Loading.Stops(_stopping.Take(sizes.Stops))),
        ];
        var rounds = sizes == Sizes.Full ? Rounds : sizes.Rounds;
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, load) in kinds)
            {
                MeasuredServer[] turns = round % 2 == 0 ? [now, before] : [before, now];
                foreach (var server in turns)
                {
                    // The first round warms up.
                    await (round > 0 ? measured.RoundAsync(Name, $"{name}/{server.Name}", server, load(), end) : Loading.AllAsync(server, load(), end));
                }

                measured.AddRatio(Name, $"{name}/now to before/rate", $"{name}/now/rate", $"{name}/before/rate");
            }
        }
    }
}
