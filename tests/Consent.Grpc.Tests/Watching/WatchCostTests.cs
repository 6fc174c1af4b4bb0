using Consent.Grpc.Tests.Hosting;

namespace Consent.Grpc.Tests.Watching;

/// <summary>What watchers cost the database.</summary>
public sealed class WatchCostTests
{
    private const int Watchers = 200;
    private const int Changes = 10;

    [Fact]
    public async Task Watch_ManyWatchers_CostOneReadForEachChange()
    {
        var reads = new CountedReads();
        await using var host = await AuthorityHost.StartAsync(reads.Intercept);
        await NewPair(host, 0).TextAsync("STOP");
        using var gone = new CancellationTokenSource();
        var watchers = Enumerable.Range(0, Watchers).Select(_ => new FakeWatch()).ToList();
        var calls = watchers.Select(watch => host.WatchAsync(watch, after: -1, gone.Token)).ToList();
        foreach (var watch in watchers)
        {
            Assert.Equal(1, await watch.HeartbeatAsync());
        }

        var before = reads.Count;
        for (var change = 1; change <= Changes; change++)
        {
            await NewPair(host, change).TextAsync("STOP");
            foreach (var watch in watchers)
            {
                Assert.Equal(change + 1, await watch.EntryAsync());
            }
        }

        Assert.Equal((0, Changes), (before, reads.Count));
        await gone.CancelAsync();
        Assert.All(calls, call => Assert.False(call.IsFaulted));
    }

    [Fact]
    public async Task Watch_Nobody_CostsNothing()
    {
        var reads = new CountedReads();
        await using var host = await AuthorityHost.StartAsync(reads.Intercept);

        await NewPair(host, 0).TextAsync("STOP");

        Assert.Equal(0, reads.Count);
    }

    private static Pair NewPair(AuthorityHost host, int number) => new(host.Client, "+15550001111", $"+1555222{number:0000}");
}
