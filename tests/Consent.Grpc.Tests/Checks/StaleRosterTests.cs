using System.Net;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Consent.Grpc.Tests.Checks;

/// <summary>A server that cannot be sure answers UNAVAILABLE; it never guesses.</summary>
public sealed class StaleRosterTests
{
    private static readonly TimeSpan MoreThanMaxStaleness = TimeSpan.FromSeconds(5.001);

    [Fact]
    public async Task Calls_NeverFresh_AreRefused()
    {
        var database = new CutOffDatabase(isCut: true);
        await using var host = await AuthorityHost.StartAsync(database.Intercept, until: ServingStatus.NotServing);
        var pair = NewPair(host);

        await AssertRefusedAsync(pair);
        AssertStale(await Refusal.OfAsync(host.Client.RecordOptOutAsync(pair.OptOut())));
        AssertStale(await Refusal.OfAsync(host.Client.ReactivateAsync(pair.Reactivation(TimeProvider.System.GetUtcNow()))));

        Assert.Equal(0, await host.Ledger.LengthAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Web.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Web.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Calls_NoLongerFresh_AreRefusedUntilItIsAgain()
    {
        var (time, database) = (new PolledTime(), new CutOffDatabase());
        await using var host = await StartAsync(time, database);
        var (blocked, fresh) = (NewPair(host), NewPair(host) with { Customer = "+15552229999" });
        await blocked.TextAsync("STOP");

        database.IsCut = true;
        time.Advance(MoreThanMaxStaleness);
        await host.HealthAsync(ServingStatus.NotServing);
        await AssertRefusedAsync(blocked);
        await AssertRefusedAsync(fresh);
        Assert.Equal(1, await host.Ledger.LengthAsync());

        database.IsCut = false;
        await host.HealthAsync(ServingStatus.Serving);
        Assert.Equal(Decision.Blocked, (await blocked.CheckAsync()).Decision);
        Assert.Equal(Decision.Allowed, (await fresh.CheckAsync()).Decision);
    }

    [Fact]
    public async Task RecordOptOut_NoPollComes_IsAcknowledgedByItsOwnCommit()
    {
        var (time, database) = (new PolledTime(), new CutOffDatabase());
        await using var host = await StartAsync(time, database);
        var pair = NewPair(host);

        database.IsCut = true;
        Assert.False((await host.Client.RecordOptOutAsync(pair.OptOut())).Duplicate);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        await pair.TextAsync("START");
        Assert.Equal(Decision.Allowed, (await pair.CheckAsync()).Decision);
        await pair.TextAsync("STOP");
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task RecordOptOut_ItsCommitDoesNotFitAndNoPollComes_IsNotAcknowledgedButRecorded()
    {
        var (time, database, storage) = (new PolledTime(), new CutOffDatabase(), new HeldStorage());
        await using var host = await AuthorityHost.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<IOwnRoster>(new UntoldRoster());
            database.Intercept(services);
            storage.Intercept(services);
        });
        var pair = NewPair(host);
        var optOut = pair.OptOut();

        var call = host.Client.RecordOptOutAsync(optOut);
        await storage.Entered;
        database.IsCut = true;
        storage.Open();
        await host.Ledger.ReachesAsync(1);

        // Every poll fails; only the server's own limit ends the wait.
        while (!call.ResponseAsync.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var refusal = await Refusal.OfAsync(call);
        Assert.Equal((StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded), (refusal.Status, refusal.Reason));
        database.IsCut = false;
        await host.PolledAsync();
        Assert.True((await host.Client.RecordOptOutAsync(optOut)).Duplicate);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    private static Task<AuthorityHost> StartAsync(PolledTime time, CutOffDatabase database) => AuthorityHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(time);
        database.Intercept(services);
    });

    private static Pair NewPair(AuthorityHost host) => new(host.Client, "+15550001111", "+15552220000");

    private static async Task AssertRefusedAsync(Pair pair)
    {
        AssertStale(await Refusal.OfAsync(pair.CheckAsync()));
        AssertStale(await Refusal.OfAsync(pair.CheckAsync(V1.Channel.Email)));
        AssertStale(await Refusal.OfAsync(pair.TextAsync("STOP")));
        AssertStale(await Refusal.OfAsync(pair.TextAsync("hello")));
        AssertStale(await Refusal.OfAsync(pair.StatusAsync()));
    }

    private static void AssertStale(Refusal refusal) => Assert.Equal(
        (StatusCode.Unavailable, ErrorReason.Domain, ErrorReason.RosterStale),
        (refusal.Status, refusal.Info!.Domain, refusal.Reason));

    private sealed class UntoldRoster : IOwnRoster
    {
        public LedgerPoint? End => null;

        public void Committed(LedgerPoint before, LedgerTail tail) => throw new InvalidOperationException("It has no end to go on from.");
    }
}
