using System.Net;
using Consent.Grpc.Tests.Hosting;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Consent.Grpc.Tests.Health;

/// <summary>What a load balancer and a tool ask.</summary>
[Collection(OneHost.Name)]
public sealed class ProbeTests(SharedHost host)
{
    [Theory]
    [InlineData("")]
    [InlineData("consent.v1.ConsentAuthority")]
    [InlineData("consent.v1.ConsentRegistry")]
    [InlineData("consent.v1.ConsentLedger")]
    [InlineData("consent.v1.ConsentReviews")]
    [InlineData("consent.v1.ConsentAccess")]
    public async Task Health_Fresh_IsServing(string service)
    {
        var answer = await new HealthClient(host.Host.Channel).CheckAsync(new HealthCheckRequest { Service = service });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task Health_NoSuchService_IsNotFound()
    {
        var refusal = await Refusal.OfAsync(
            new HealthClient(host.Host.Channel).CheckAsync(new HealthCheckRequest { Service = "no.such.Service" }));

        Assert.Equal(StatusCode.NotFound, refusal.Status);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Probe_Fresh_IsOk(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await host.Host.Web.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);

    [Fact]
    public async Task Reflection_ListsTheServices()
    {
        using var reflection = new ServerReflection.ServerReflectionClient(host.Host.Channel).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await reflection.RequestStream.CompleteAsync();
        Assert.True(await reflection.ResponseStream.MoveNext(default));

        var services = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);

        Assert.Superset(new HashSet<string> { "consent.v1.ConsentAuthority", "consent.v1.ConsentRegistry", "grpc.health.v1.Health" }, services.ToHashSet());
    }
}
