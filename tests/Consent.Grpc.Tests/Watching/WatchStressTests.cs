using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Watching;

/// <summary>Many watchers and writers at once, where what is kept for all is little: watchers fall behind it and come back all the time.</summary>
public sealed class WatchStressTests
{
    private const int Writers = 8;
    private const int Entries = 480;
    private const int Watchers = 24;

    [Theory]
    [InlineData(8, 4, 3, 5)]
    [InlineData(64, 32, 7, 16)]
    [InlineData(4_096, 1_000, 64, 256)]
    public async Task Watch_ManyWritersAndWatchersFromAnywhere_EachHasEveryEntryOnceInOrder(int kept, int near, int batch, int ownPage)
    {
        await using var host = await AuthorityHost.StartAsync(services => services.AddSingleton(
            new FeedLimits { Kept = kept, Near = near, Batch = batch, OwnPage = ownPage }));
        using var gone = new CancellationTokenSource();
        var written = 0;
        var begin = Enumerable.Range(0, Watchers)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var watchers = begin.Select((begins, index) => WatchAsync(index, begins.Task)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        await Task.WhenAll(watchers);

        // Each begins after so many writes, at any position up to there.
        async Task WatchAsync(int index, Task begins)
        {
            await begins;
            var after = index % 3 == 0 ? 0 : Random.Shared.Next(index * (Entries / Watchers));
            var watch = new FakeWatch { OnSent = index % 4 == 0 ? async () => await Task.Yield() : () => Task.CompletedTask };
            var call = host.WatchAsync(watch, after, gone.Token);
            for (var expected = after + 1; expected <= Entries; expected++)
            {
                Assert.Equal(expected, await watch.EntryAsync());
            }

            Assert.False(call.IsCompleted);
        }

        async Task WriteAsync(int writer)
        {
            for (var number = 0; number < Entries / Writers; number++)
            {
                await new Pair(host.Client, "+15550001111", $"+1555{writer}22{number:0000}").TextAsync("STOP");
                var (turn, rest) = Math.DivRem(Interlocked.Increment(ref written), Entries / Watchers);
                if (rest == 0)
                {
                    begin[turn - 1].SetResult();
                }
            }
        }
    }
}
