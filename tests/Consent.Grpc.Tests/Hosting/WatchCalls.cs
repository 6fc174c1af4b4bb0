using Consent.Grpc.Watching;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>Watching the ledger, over the wire and without one.</summary>
internal static class WatchCalls
{
    public static AsyncServerStreamingCall<WatchLedgerResponse> Watch(
        this AuthorityHost host, long after, string account = "", bool withAccountChanges = false) =>
        new ConsentLedger.ConsentLedgerClient(host.Channel).WatchLedger(
            new WatchLedgerRequest { AfterPosition = after, AccountId = account, IncludeAccountChanges = withAccountChanges });

    /// <summary>Watches everything, sending to a watcher of the test's.</summary>
    public static Task WatchAsync(
        this AuthorityHost host, FakeWatch watch, long after, CancellationToken cancellation = default) =>
        host.Services.GetRequiredService<WatchLedgerHandler>().WatchAsync(
            new WatchLedgerRequest { AfterPosition = after, IncludeAccountChanges = true }, watch, new FakeCall(cancellation));

    public static async Task<WatchLedgerResponse> NextAsync(this AsyncServerStreamingCall<WatchLedgerResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    /// <summary>The entries until the watcher is told that it has all there is, and up to where that is.</summary>
    public static async Task<(List<LedgerEntry> Entries, long Heartbeat)> CatchUpAsync(
        this AsyncServerStreamingCall<WatchLedgerResponse> call)
    {
        var entries = new List<LedgerEntry>();
        while (true)
        {
            var next = await call.NextAsync();
            if (next.Entry is null)
            {
                return (entries, next.HeartbeatPosition);
            }

            entries.Add(next.Entry);
        }
    }

    /// <summary>Reads until the stream ends, which must be with a refusal.</summary>
    public static Task<Refusal> EndAsync(this AsyncServerStreamingCall<WatchLedgerResponse> call)
    {
        return Refusal.OfAsync(CountAsync());

        async Task<int> CountAsync()
        {
            var count = 0;
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                count++;
            }

            return count;
        }
    }
}
