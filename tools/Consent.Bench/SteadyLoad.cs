using System.Globalization;
using Consent.V1;
using Grpc.Net.Client;

namespace Consent.Bench;

/// <summary>Checks and STOPs, each in open loop at a rate of its own.</summary>
internal static class SteadyLoad
{
    private const string Sender = "+15550002222";
    private const int Channels = 8;

    public static async Task RunAsync(Uri address, double checks, double texts, TimeSpan duration)
    {
        var channels = Enumerable.Range(0, Channels).Select(_ => GrpcChannel.ForAddress(address)).ToArray();
        var clients = channels.Select(channel => new ConsentAuthority.ConsentAuthorityClient(channel)).ToArray();
        var run = Guid.NewGuid().ToString("N");
        var first = Random.Shared.NextInt64(100_000_000, 900_000_000) * 1_000;
        using var end = new CancellationTokenSource(duration, TimeProvider.System);
        await Task.WhenAll(
            Task.Run(() => OpenLoop.RunAsync("steady-check", checks, CheckAsync, end.Token)),
            Task.Run(() => OpenLoop.RunAsync("steady-inbound", texts, StopAsync, end.Token)));

        Array.ForEach(channels, channel => channel.Dispose());

        Task CheckAsync(int index) => clients[index % Channels].CheckSendAsync(
            new CheckSendRequest { SenderNumber = Sender, CustomerNumber = Customer(first, index) }).ResponseAsync;

        Task StopAsync(int index) => clients[index % Channels].RecordInboundAsync(new RecordInboundRequest
        {
            SenderNumber = Sender,
            CustomerNumber = Customer(first, index),
            Body = "STOP",
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{run}-{index}"),
        }).ResponseAsync;
    }

    private static string Customer(long first, int index) => string.Create(CultureInfo.InvariantCulture, $"+1{first + index}");
}
