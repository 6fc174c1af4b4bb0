using System.Globalization;
using Consent.V1;
using Grpc.Net.Client;

namespace Consent.Bench;

internal static class InboundLoad
{
    private const int Channels = 4;
    private const long NorthAmerica = 10_000_000_000;

    /// <param name="address">The server.</param>
    /// <param name="callers">How many callers.</param>
    /// <param name="count">How many calls.</param>
    /// <param name="scattered">Whether each customer is any, rather than the last one's neighbour in every index.</param>
    public static async Task RunAsync(Uri address, int callers, int count, bool scattered)
    {
        var run = Guid.NewGuid().ToString("N");
        var first = Random.Shared.NextInt64(100_000_000, 900_000_000) * 1000;
        var channels = Enumerable.Range(0, Channels).Select(_ => GrpcChannel.ForAddress(address)).ToArray();
        var clients = channels.Select(channel => new ConsentAuthority.ConsentAuthorityClient(channel)).ToArray();
        await ClosedLoop.RunAsync("inbound", callers, count, async (caller, index) =>
            await clients[caller % Channels].RecordInboundAsync(new RecordInboundRequest
            {
                SenderNumber = "+15550001111",
                CustomerNumber = string.Create(CultureInfo.InvariantCulture, $"+{Customer(index)}"),
                Body = "STOP",
                MessageId = string.Create(CultureInfo.InvariantCulture, $"{run}-{index}"),
            }));
        foreach (var channel in channels)
        {
            channel.Dispose();
        }

        long Customer(int index) => scattered
            ? Random.Shared.NextInt64(1_000_000_000_000, 10_000_000_000_000)
            : NorthAmerica + first + index;
    }
}
