using System.Collections.Concurrent;
using System.Diagnostics;
using Consent.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Bench;

/// <summary>The ledger's calls on a running server: an import, an export, and watchers.</summary>
internal static class LedgerCalls
{
    private const string Sender = "+15550001111";
    private const int RowsAtOnce = 1_000;
    private const int WatchersOnOneConnection = 50;

    /// <summary>One import of new customers; answers once the server says that all rows are recorded.</summary>
    public static Task ImportAsync(Uri address, int count) => Figures.TimeAsync("import", async () =>
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var call = new ConsentLedger.ConsentLedgerClient(channel).ImportOptOuts();
        var recorded = 0L;
        var answers = Task.Run(async () =>
        {
            await foreach (var progress in call.ResponseStream.ReadAllAsync())
            {
                recorded = progress.RowsRecorded;
            }
        });
        var header = new ImportHeader { ImportId = Guid.NewGuid().ToString("N"), SenderNumber = Sender };
        await call.RequestStream.WriteAsync(new ImportOptOutsRequest { Header = header });
        var first = AnyCustomer();
        foreach (var some in Enumerable.Range(0, count).Chunk(RowsAtOnce))
        {
            var rows = some.Select(row => new ImportRow { CustomerNumber = Customer(first + row), Keyword = "STOP" });
            await call.RequestStream.WriteAsync(new ImportOptOutsRequest { Rows = new ImportRows { Rows = { rows } } });
        }

        await call.RequestStream.CompleteAsync();
        await answers;
        return recorded == count ? count : throw new InvalidOperationException($"{recorded} rows of {count} were recorded.");
    });

    /// <summary>All records.</summary>
    public static Task ExportAsync(Uri address) => Figures.TimeAsync("export", async () =>
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var call = new ConsentLedger.ConsentLedgerClient(channel).ExportConsents(new ExportConsentsRequest());
        var rows = 0L;
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            rows += part.Records.Count;
        }

        return rows;
    });

    /// <summary>Verifies the whole ledger, which must be as it was sealed.</summary>
    public static Task VerifyAsync(Uri address) => Figures.TimeAsync("verify", async () =>
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var call = new ConsentLedger.ConsentLedgerClient(channel).VerifyLedger(new VerifyLedgerRequest());
        var entries = 0L;
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            entries = part.Faults.Count == 0 ? part.EntriesVerified : throw new InvalidOperationException("The ledger does not verify.");
        }

        return entries;
    });

    /// <summary>How long after a write's acknowledgement its entry reaches those who watch the ledger: 0 if it arrives before.</summary>
    public static async Task WatchAsync(Uri address, int watchers, int rate, int count)
    {
        var acknowledged = new ConcurrentDictionary<long, long>();
        var channels = Enumerable.Range(0, (watchers / WatchersOnOneConnection) + 1).Select(_ => GrpcChannel.ForAddress(address)).ToArray();
        var calls = Enumerable.Range(0, watchers)
            .Select(watcher => new ConsentLedger.ConsentLedgerClient(channels[watcher % channels.Length])
                .WatchLedger(new WatchLedgerRequest { AfterPosition = -1 }))
            .ToList();

        // The first message says from where.
        await Task.WhenAll(calls.Select(call => call.ResponseStream.MoveNext(CancellationToken.None)));
        var watching = calls.Select(call => ReceiveAsync(call, count)).ToList();
        await WriteAsync(new ConsentAuthority.ConsentAuthorityClient(channels[0]), rate, count, acknowledged);
        var delays = (await Task.WhenAll(watching)).SelectMany(received => received)
            .Where(each => acknowledged.ContainsKey(each.Position))
            .Select(each => Math.Max(0, Stopwatch.GetElapsedTime(acknowledged[each.Position], each.At).TotalMilliseconds))
            .Order().ToList();
        calls.ForEach(call => call.Dispose());
        Array.ForEach(channels, channel => channel.Dispose());
        foreach (var (name, share) in ((string, double)[])[("p50", 0.5), ("p99", 0.99), ("max", 1)])
        {
            Figures.Say($"watch {rate}/{name}", delays[(int)(share * (delays.Count - 1))], "ms");
        }
    }

    private static async Task<List<(long Position, long At)>> ReceiveAsync(AsyncServerStreamingCall<WatchLedgerResponse> call, int count)
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

    // Open loop, and the positions of the answers: Consent.Load reads none.
    private static async Task WriteAsync(
        ConsentAuthority.ConsentAuthorityClient client, int rate, int count, ConcurrentDictionary<long, long> acknowledged)
    {
        var first = AnyCustomer();
        var writes = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (writes.Count < count)
        {
            await timer.WaitForNextTickAsync();
            for (var due = Stopwatch.GetElapsedTime(started).TotalSeconds * rate; writes.Count < Math.Min(count, due);)
            {
                writes.Add(StopAsync(Customer(first + writes.Count)));
            }
        }

        await Task.WhenAll(writes);

        async Task StopAsync(string customer)
        {
            var text = new RecordInboundRequest { SenderNumber = Sender, CustomerNumber = customer, Body = "STOP", MessageId = $"stop {customer}" };
            var answer = await client.RecordInboundAsync(text);
            acknowledged[answer.LedgerPosition] = Stopwatch.GetTimestamp();
        }
    }

    private static long AnyCustomer() => Random.Shared.NextInt64(2_000_000_000, 9_000_000_000);

    private static string Customer(long number) => string.Create(CultureInfo.InvariantCulture, $"+1{number}");
}
