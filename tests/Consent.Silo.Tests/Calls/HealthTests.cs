using System.Net;
using Consent.Silo.Tests.Servers;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace Consent.Silo.Tests.Calls;

public sealed class HealthTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Service = "consent.v1.ConsentAuthority";

    [Theory]
    [InlineData("")]
    [InlineData(Service)]
    public async Task Watch_ServerThatIsReady_BecomesServing(string service)
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        var health = new Health.HealthClient(shared.Server.Connect());
        using var watch = health.Watch(new HealthCheckRequest { Service = service }, cancellationToken: patience.Token);
        while (await watch.ResponseStream.MoveNext(patience.Token)
            && watch.ResponseStream.Current.Status != HealthCheckResponse.Types.ServingStatus.Serving)
        {
        }

        var answer = await health.CheckAsync(new HealthCheckRequest { Service = service });
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task Check_UnknownService_IsNotFound()
    {
        var health = new Health.HealthClient(shared.Server.Connect());
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await health.CheckAsync(new HealthCheckRequest { Service = "consent.v1.Other" }));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Get_Probe_IsOk(string path)
    {
        using var answer = await shared.Server.Web.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Reflection_ListServices_NamesTheServiceAndHealth()
    {
        using var reflection = new ServerReflection.ServerReflectionClient(shared.Server.Connect()).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await reflection.RequestStream.CompleteAsync();
        Assert.True(await reflection.ResponseStream.MoveNext());
        var names = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();

        Assert.Contains(Service, names);
        Assert.Contains("grpc.health.v1.Health", names);
    }
}
