using System.Globalization;
using Consent.Comparison.Results;
using Consent.Comparison.Servers;

namespace Consent.Comparison.Scenarios;

/// <summary>Fills what ours and the peers keep, and starts them.</summary>
internal static class CampaignSides
{
    /// <summary>One of so many customers has opted out.</summary>
    public const int Every = 50;

    private const string Database = "--database";

    /// <summary>With opt-outs among so many campaigns' customers; what has been started is to be ended also where another does not start.</summary>
    public static async Task<IReadOnlyList<CampaignSide>> StartAsync(
        Workplace place, Sizes sizes, int slots, Measurements measured, List<IAsyncDisposable> started, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        var redis = await place.RedisAsync(end);
        var (first, all) = (Customers.Number(Customers.OfCampaigns), (long)slots * sizes.Recipients);
        var ours = await postgres.CreateAsync("campaign", end);
        var peers = await postgres.CreateAsync("peers", end);
        measured.Say($"  filling: {all / Every} opt-outs of {all} customers");
        await place.BenchAsync(
            end, "fill", Database, ours, "--first", first, "--every", Text(Every), "--count", Text(all / Every));
        await place.FillPeerAsync("redis", first, all, Every, redis.Endpoint, "--redis", end);
        await place.FillPeerAsync("postgres", first, all, Every, peers, Database, end);
        for (var slot = 0; slot < slots; slot++)
        {
            var of = Customers.Number(Customers.OfCampaigns + ((long)slot * sizes.Recipients));
            await place.FillPeerAsync("grain", of, sizes.GrainRecipients, Every, peers, Database, end);
        }

        await postgres.SettleAsync(end);
        return
        [
            new(CampaignSide.Ours, await KeepAsync(place.OursAsync("ours", ours, end))),
            new(CampaignSide.Empty, await KeepAsync(place.EmptyAsync(end)), AllowsAll: true),
            new(CampaignSide.Redis, await KeepAsync(place.RedisPeerAsync(end))),
            new(CampaignSide.Postgres, await KeepAsync(place.DatabasePeerAsync("postgres", peers, end))),
            new(CampaignSide.Grain, await KeepAsync(place.DatabasePeerAsync("grain", peers, end))),
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
