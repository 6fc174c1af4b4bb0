using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Consent.Grpc.Tests.Health;

/// <summary>From the signal on, until connections end: not ready at once, and calls are still answered.</summary>
public sealed class StoppingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("consent.v1.ConsentAuthority")]
    [InlineData("consent.v1.ConsentRegistry")]
    public async Task Health_Stopping_IsNotServingAtOnceAndCallsAreAnswered(string service)
    {
        await using var host = await AuthorityHost.StartAsync();

        Stop(host);

        var health = await new HealthClient(host.Channel).CheckAsync(new HealthCheckRequest { Service = service });
        Assert.Equal(ServingStatus.NotServing, health.Status);
        Assert.Equal(Decision.Allowed, (await new Pair(host.Client, "+15550001111", "+15552220000").CheckAsync()).Decision);
    }

    [Fact]
    public async Task CheckSend_CutOffByTheStop_IsSentElsewhere()
    {
        await using var host = await AuthorityHost.StartAsync();
        Assert.Equal(ErrorReason.MessageUndecodable, (await Refusal.OfAsync(CutOffAsync(host))).Reason);

        Stop(host);

        var refusal = await Refusal.OfAsync(CutOffAsync(host));
        Assert.Equal((StatusCode.Unavailable, ErrorReason.ShuttingDown), (refusal.Status, refusal.Reason));
    }

    private static void Stop(AuthorityHost host) => host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    // A message of which less arrives than was announced, as where a connection ends.
    private static async Task<byte[]> CutOffAsync(AuthorityHost host)
    {
        var bytes = Marshallers.Create<byte[]>(static message => message, static message => message);
        var check = new Method<byte[], byte[]>(MethodType.Unary, ConsentAuthority.Descriptor.FullName, "CheckSend", bytes, bytes);
        return await host.Channel.CreateCallInvoker().AsyncUnaryCall(check, host: null, default, [0x0a, 0x7f]);
    }
}
