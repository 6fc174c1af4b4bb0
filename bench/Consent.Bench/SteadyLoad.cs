using System.Globalization;
using Consent.V1;
using Grpc.Net.Client;

namespace Consent.Bench;

/// <summary>Checks and STOPs, each in open loop at a rate of its own.</summary>
internal static class SteadyLoad
{
    private const string Sender = "+15550002222";

    public static async Task RunAsync(Uri address, double checks, double texts, TimeSpan duration)
    {
        using var forChecks = GrpcChannel.ForAddress(address);
        using var forTexts = GrpcChannel.ForAddress(address);
        var checking = new ConsentAuthority.ConsentAuthorityClient(forChecks);
        var recording = new ConsentAuthority.ConsentAuthorityClient(forTexts);
        var run = Guid.NewGuid().ToString("N");
        var first = Random.Shared.NextInt64(100_000_000, 900_000_000) * 1_000;
        using var end = new CancellationTokenSource(duration, TimeProvider.System);
        await Task.WhenAll(
            Task.Run(() => OpenLoop.RunAsync("steady-check", checks, CheckAsync, end.Token)),
            Task.Run(() => OpenLoop.RunAsync("steady-inbound", texts, StopAsync, end.Token)));

        Task CheckAsync(int index) => checking.CheckSendAsync(
            new CheckSendRequest { SenderNumber = Sender, CustomerNumber = Customer(first, index) }).ResponseAsync;

        Task StopAsync(int index) => recording.RecordInboundAsync(new RecordInboundRequest
        {
            SenderNumber = Sender,
            CustomerNumber = Customer(first, index),
            Body = "STOP",
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{run}-{index}"),
        }).ResponseAsync;
    }

    private static string Customer(long first, int index) => string.Create(CultureInfo.InvariantCulture, $"+1{first + index}");
}
