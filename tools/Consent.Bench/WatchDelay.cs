using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Consent.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Bench;

/// <summary>How long after a write's acknowledgement its entry reaches those who watch the ledger.</summary>
internal static class WatchDelay
{
    private const int WatchersOnOneConnection = 50;

    /// <param name="address">The server that writes.</param>
    /// <param name="watched">The server that is watched.</param>
    /// <param name="watchers">How many watch.</param>
    /// <param name="rate">How many writes a second.</param>
    /// <param name="count">How many writes in all.</param>
    public static async Task RunAsync(Uri address, Uri watched, int watchers, int rate, int count)
    {
        var acknowledged = new ConcurrentDictionary<long, long>();
        var channels = Enumerable.Range(0, (watchers / WatchersOnOneConnection) + 1).Select(_ => GrpcChannel.ForAddress(watched)).ToArray();
        var calls = Enumerable.Range(0, watchers)
            .Select(watcher => new ConsentLedger.ConsentLedgerClient(channels[watcher % channels.Length])
                .WatchLedger(new WatchLedgerRequest { AfterPosition = -1 }))
            .ToList();

        // The first message says from where.
        await Task.WhenAll(calls.Select(call => call.ResponseStream.MoveNext(CancellationToken.None)));
        var watching = calls.Select(call => WatchAsync(call, count)).ToList();
        using var channel = GrpcChannel.ForAddress(address);
        await WriteAsync(new ConsentAuthority.ConsentAuthorityClient(channel), rate, count, acknowledged);
        var delays = (await Task.WhenAll(watching)).SelectMany(received => received)
            .Where(each => acknowledged.ContainsKey(each.Position))
            .Select(each => Math.Max(0, Stopwatch.GetElapsedTime(acknowledged[each.Position], each.At).TotalMilliseconds))
            .Order().ToList();
        calls.ForEach(call => call.Dispose());
        Array.ForEach(channels, each => each.Dispose());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"watch {watchers} watchers, {rate} writes/s: after the acknowledgement, p50 {At(0.5):F2} ms p99 {At(0.99):F2} ms max {At(1):F2} ms"));

        double At(double share) => delays[(int)(share * (delays.Count - 1))];
    }

    private static async Task<List<(long Position, long At)>> WatchAsync(AsyncServerStreamingCall<WatchLedgerResponse> call, int count)
    {
        var received = new List<(long Position, long At)>(count);
        while (received.Count < count && await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Entry is { } entry)
            {
                received.Add((entry.Position, Stopwatch.GetTimestamp()));
            }
        }

        return received;
    }

    private static async Task WriteAsync(
        ConsentAuthority.ConsentAuthorityClient client, int rate, int count, ConcurrentDictionary<long, long> acknowledged)
    {
        var run = Guid.NewGuid().ToString("N");
        var first = Random.Shared.NextInt64(100_000_000, 900_000_000) * 1_000;
        var writes = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (writes.Count < count)
        {
            await timer.WaitForNextTickAsync();
            var due = Math.Min(count, Stopwatch.GetElapsedTime(started).TotalSeconds * rate);
            while (writes.Count < due)
            {
                writes.Add(StopAsync(writes.Count));
            }
        }

        await Task.WhenAll(writes);

        async Task StopAsync(int index)
        {
            var answer = await client.RecordInboundAsync(new RecordInboundRequest
            {
                SenderNumber = "+15550001111",
                CustomerNumber = string.Create(CultureInfo.InvariantCulture, $"+{10_000_000_000 + first + index}"),
                Body = "STOP",
                MessageId = string.Create(CultureInfo.InvariantCulture, $"{run}-{index}"),
            });
            acknowledged[answer.LedgerPosition] = Stopwatch.GetTimestamp();
        }
    }
}
