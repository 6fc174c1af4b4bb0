namespace Consent.Comparison.Scenarios;

/// <summary>Customers who have never been asked about, some of them opted out: ours and the peers in turn, in each way of asking.</summary>
internal sealed class Campaign : IScenario
{
    private const double Million = 1e6;

    public string Name => "campaign";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var started = new List<IAsyncDisposable>();
        try
        {
            // One campaign's customers to warm up with, and others for each way in each round.
            var sides = await CampaignSide.StartAsync(place, sizes, 1 + (sizes.Rounds * CampaignForm.All.Count), measured, started, end);
            await WarmUpAsync(sizes, sides, end);
            measured.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"campaign: grain was asked about {sizes.GrainRecipients:N0} of {sizes.Recipients:N0} customers; its time for all is estimated from its rate."));
            var slot = 1;
            for (var round = 0; round < sizes.Rounds; round++)
            {
                foreach (var form in CampaignForm.All)
                {
                    // Nobody is always the first.
                    for (var turn = 0; turn < sides.Count; turn++)
                    {
                        await MeasureAsync(form, sides[(turn + round) % sides.Count], slot, sizes, measured, end);
                    }

                    foreach (var peer in sides.Skip(1))
                    {
                        measured.AddRatio(
                            Name, $"{form.Name}/ours to {peer.Name}/rate", $"{form.Name}/ours/rate", $"{form.Name}/{peer.Name}/rate");
                    }

                    slot++;
                }
            }
        }
        finally
        {
            foreach (var server in Enumerable.Reverse(started))
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task WarmUpAsync(Sizes sizes, IReadOnlyList<CampaignSide> sides, CancellationToken end)
    {
        foreach (var side in sides)
        {
            foreach (var form in CampaignForm.All)
            {
                var count = Math.Max(form.PerCall, side.Recipients(sizes) / 5 / form.PerCall * form.PerCall);
                Require(side, form, await Loading.AllAsync(side.Server, form.Load(Slot(0, count, sizes)), end), count);
            }
        }
    }

    private async Task MeasureAsync(
        CampaignForm form, CampaignSide side, int slot, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var count = side.Recipients(sizes) / form.PerCall * form.PerCall;
        var heap = (await side.Server.Probe.CollectAsync(end)).Heap;
        var resident = side.Server.Resident;
        var loaded = await Loading.AllAsync(side.Server, form.Load(Slot(slot, count, sizes)), end);
        Require(side, form, loaded, count);

        var name = $"{form.Name}/{side.Name}";
        var rate = loaded.First.Rate * form.PerCall;
        measured.Add(Name, $"{name}/rate", "/s", rate);
        measured.Add(Name, $"{name}/whole campaign", "s", sizes.Recipients / rate);
        measured.AddLatencies(Name, name, loaded.First, "p50", "p99", "p99.9");
        measured.Add(Name, $"{name}/server cpu per million", "s", loaded.Server * Million / count);
        if (side.Server.Store is not null)
        {
            measured.Add(Name, $"{name}/store cpu per million", "s", loaded.Store * Million / count);
        }

        measured.Add(Name, $"{name}/client cpu per million", "s", loaded.Report.Processor.TotalSeconds * Million / count);
        measured.Add(Name, $"{name}/resident before", "MB", resident);
        measured.Add(Name, $"{name}/resident after", "MB", side.Server.Resident);
        var kept = (await side.Server.Probe.CollectAsync(end)).Heap - heap;
        measured.Add(Name, $"{name}/heap per recipient", "B", Math.Round(Math.Max(0, kept) / (double)count, 2));
    }

    /// <exception cref="InvalidOperationException">Not all were answered, and rightly: a fast wrong answer is no figure.</exception>
    private static void Require(CampaignSide side, CampaignForm form, Loaded loaded, int count)
    {
        var blocked = side.AllowsAll ? 0 : (count + CampaignSide.Every - 1) / CampaignSide.Every;
        var report = loaded.First;
        if (report.Blocked != blocked || report.Allowed != count - blocked)
        {
            throw new InvalidOperationException(
                $"{side.Name}, {form.Name}: {report.Allowed} allowed and {report.Blocked} blocked, of {count} with {blocked} opted out");
        }
    }

    private static Recipients Slot(int slot, long count, Sizes sizes) =>
        Recipients.Range(Customers.Number(Customers.OfCampaigns + ((long)slot * sizes.Recipients)), count);
}

/// <summary>A way in which a campaign asks.</summary>
/// <param name="Name">As figures name it.</param>
/// <param name="Kind">What is called.</param>
/// <param name="PerCall">How many customers a call asks about.</param>
internal sealed record CampaignForm(string Name, CallKind Kind, int PerCall)
{
    private const int Connections = 8;
    private const int BatchCallers = 4;

    public static readonly IReadOnlyList<CampaignForm> All =
        [new("single", CallKind.Check, 1), new("stream", CallKind.Stream, 1), new("batch", CallKind.Batch, 1_000)];

    public CallLoad Load(Recipients recipients) => new()
    {
        Kind = Kind,
        Recipients = recipients,
        Count = recipients.Count / PerCall,
        BatchSize = PerCall,
        Callers = Kind == CallKind.Batch ? BatchCallers : Loading.Callers,
        Connections = Kind == CallKind.Batch ? BatchCallers : Connections,
        Streams = Connections,
    };
}
