using System.Diagnostics.Tracing;
using System.Globalization;
using Consent.V1;
using Grpc.Net.Client;
using Microsoft.Diagnostics.NETCore.Client;

namespace Consent.Bench;

/// <summary>The server's resident memory before and after checks of customers that it has never seen, each after a collection.</summary>
internal static class CheckMemory
{
    private const int WarmUp = 100_000;
    private const long GarbageCollectionKeyword = 0x1;
    private const long CollectHeapKeyword = 0x800000;

    public static async Task RunAsync(Uri address, int process, int callers, int count)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new ConsentAuthority.ConsentAuthorityClient(channel);
        await CheckAsync("warm-up", 0, WarmUp);
        var before = await ResidentAfterCollectionAsync(process);
        await CheckAsync("checks", WarmUp, count);
        var after = await ResidentAfterCollectionAsync(process);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"memory before {before / 1024.0:F1} MB after {after / 1024.0:F1} MB grown {(after - before) / 1024.0:F1} MB"));

        Task CheckAsync(string name, int first, int checks) => ClosedLoop.RunAsync(name, callers, checks, async (_, index) =>
            await client.CheckSendAsync(new CheckSendRequest
            {
                SenderNumber = "+15550001111",
                CustomerNumber = string.Create(CultureInfo.InvariantCulture, $"+1{2_000_000_000L + first + index}"),
            }));
    }

    private static async Task<long> ResidentAfterCollectionAsync(int process)
    {
        // Asking for the heap's events makes the runtime collect.
        var provider = new EventPipeProvider(
            "Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GarbageCollectionKeyword | CollectHeapKeyword);
        for (var collection = 0; collection < 3; collection++)
        {
            using var session = new DiagnosticsClient(process).StartEventPipeSession([provider], requestRundown: false);
            var drained = session.EventStream.CopyToAsync(Stream.Null);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            await session.StopAsync(CancellationToken.None);
            await drained;
        }

        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
