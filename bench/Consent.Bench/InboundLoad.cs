using System.Globalization;
using Consent.V1;
using Grpc.Net.Client;

namespace Consent.Bench;

internal static class InboundLoad
{
    private const int Channels = 4;

    public static async Task RunAsync(Uri address, int callers, int count)
    {
        var run = Guid.NewGuid().ToString("N");
        var first = Random.Shared.NextInt64(100_000_000, 900_000_000) * 1000;
        var channels = Enumerable.Range(0, Channels).Select(_ => GrpcChannel.ForAddress(address)).ToArray();
        var clients = channels.Select(channel => new ConsentAuthority.ConsentAuthorityClient(channel)).ToArray();
        await ClosedLoop.RunAsync("inbound", callers, count, async (caller, index) =>
            await clients[caller % Channels].RecordInboundAsync(new RecordInboundRequest
            {
                SenderNumber = "+15550001111",
                CustomerNumber = string.Create(CultureInfo.InvariantCulture, $"+1{first + index}"),
                Body = "STOP",
                MessageId = string.Create(CultureInfo.InvariantCulture, $"{run}-{index}"),
            }));
        foreach (var channel in channels)
        {
            channel.Dispose();
        }
    }
}
