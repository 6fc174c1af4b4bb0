namespace Consent.Comparison.Scenarios;

/// <summary>Ours or a peer, in a campaign.</summary>
/// <param name="Name">As figures name it.</param>
/// <param name="Server">The process.</param>
/// <param name="AllowsAll">Whether it answers without looking.</param>
internal sealed record CampaignSide(string Name, MeasuredServer Server, bool AllowsAll = false)
{
    /// <summary>One of so many customers has opted out.</summary>
    public const int Every = 50;

    private const string Redis = "redis";
    private const string Postgres = "postgres";
    private const string Grain = "grain";
    private const string Database = "--database";

    /// <summary>How many of a campaign's customers it is asked about.</summary>
    public int Recipients(Sizes sizes) => Name == Grain ? sizes.GrainRecipients : sizes.Recipients;

    /// <summary>
    /// Fills what ours and the peers keep with opt-outs among so many campaigns' customers, and starts them. What has been started is to
    /// be stopped also if another does not start.
    /// </summary>
    public static async Task<IReadOnlyList<CampaignSide>> StartAsync(
        Workplace place, Sizes sizes, int slots, Measurements measured, List<IAsyncDisposable> started, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        var redis = await place.RedisAsync(end);
        var (first, all) = (Customers.Number(Customers.OfCampaigns), (long)slots * sizes.Recipients);
        var ours = await postgres.CreateAsync("campaign", end);
        var peers = await postgres.CreateAsync("peers", end);
        measured.Say($"  filling: {all / Every} opt-outs of {all} customers");
        await place.BenchAsync(end, "fill", Database, ours, "--first", first, "--every", $"{Every}", "--count", Text(all / Every));
        await place.FillPeerAsync(Redis, first, all, Every, redis.Endpoint, "--redis", end);
        await place.FillPeerAsync(Postgres, first, all, Every, peers, Database, end);
        for (var slot = 0; slot < slots; slot++)
        {
            var of = Customers.Number(Customers.OfCampaigns + ((long)slot * sizes.Recipients));
            await place.FillPeerAsync(Grain, of, sizes.GrainRecipients, Every, peers, Database, end);
        }

        await postgres.SettleAsync(end);
        return
        [
            new("ours", await KeepAsync(place.OursAsync("ours", ours, end))),
            new("empty", await KeepAsync(place.EmptyAsync(end)), AllowsAll: true),
            new(Redis, await KeepAsync(place.RedisPeerAsync(end))),
            new(Postgres, await KeepAsync(place.DatabasePeerAsync(Postgres, peers, end))),
            new(Grain, await KeepAsync(place.DatabasePeerAsync(Grain, peers, end))),
        ];

        async Task<MeasuredServer> KeepAsync(Task<MeasuredServer> starting)
        {
            var server = await starting;
            started.Add(server);
            return server;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
