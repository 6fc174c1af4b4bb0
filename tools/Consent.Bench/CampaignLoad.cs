using System.Diagnostics;
using System.Globalization;
using Consent.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Bench;

/// <summary>The three ways to ask about a campaign's recipients, none of whom the server has seen before.</summary>
internal static class CampaignLoad
{
    private const string Sender = "+15550001111";
    private const int MaxUnanswered = 1_000;
    private const int Streams = 4;
    private const int WrittenTogether = 50;

    /// <summary>Batches of 1,000, built before the clock starts; a few callers, each with a connection of its own.</summary>
    public static async Task BatchesAsync(Uri address, int callers, int count)
    {
        const int size = 1_000;
        var first = FirstCustomer();
        var batches = Enumerable.Range(0, count / size).Select(batch =>
        {
            var request = new BatchCheckSendRequest { SenderNumber = Sender };
            request.CustomerNumbers.AddRange(Enumerable.Range(batch * size, size).Select(index => Customer(first, index)));
            return request;
        }).ToArray();
        var clients = Enumerable.Range(0, callers)
            .Select(_ => new ConsentAuthority.ConsentAuthorityClient(GrpcChannel.ForAddress(address)))
            .ToArray();
        var started = Stopwatch.GetTimestamp();
        await ClosedLoop.RunAsync("batches", callers, batches.Length, async (caller, index) =>
            await clients[caller].BatchCheckSendAsync(batches[index]));
        Report("batch-pairs", count, started);
    }

    /// <summary>Single checks on one connection, from many callers.</summary>
    public static async Task SinglesAsync(Uri address, int callers, int count)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new ConsentAuthority.ConsentAuthorityClient(channel);
        var first = FirstCustomer();
        await ClosedLoop.RunAsync("singles", callers, count, async (_, index) =>
            await client.CheckSendAsync(Check(first, index)));
    }

    /// <summary>Four streams on one connection, each with a bounded number of questions unanswered.</summary>
    public static async Task StreamAsync(Uri address, int count)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new ConsentAuthority.ConsentAuthorityClient(channel);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => Task.Run(() => StreamAsync(client, count / Streams))));
        Report("stream", count, started);
    }

    private static async Task StreamAsync(ConsentAuthority.ConsentAuthorityClient client, int count)
    {
        using var call = client.StreamCheckSend();
        using var window = new SemaphoreSlim(MaxUnanswered, MaxUnanswered);
        var first = FirstCustomer();
        var reading = Task.Run(async () =>
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                _ = answer.Check ?? throw new InvalidOperationException($"Refused: {answer.Error}");
                window.Release();
            }
        });
        var together = new WriteOptions(WriteFlags.BufferHint);
        for (var index = 0; index < count; index++)
        {
            await window.WaitAsync();
            call.RequestStream.WriteOptions = index % WrittenTogether == WrittenTogether - 1 ? null : together;
            await call.RequestStream.WriteAsync(new StreamCheckSendRequest { Check = Check(first, index) });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    private static CheckSendRequest Check(long first, int index) =>
        new() { SenderNumber = Sender, CustomerNumber = Customer(first, index) };

    private static long FirstCustomer() => Random.Shared.NextInt64(100_000_000, 900_000_000) * 1000;

    private static string Customer(long first, int index) => string.Create(CultureInfo.InvariantCulture, $"+1{first + index}");

    private static void Report(string name, int count, long started) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name} {count / Stopwatch.GetElapsedTime(started).TotalSeconds:F0}/s"));
}
