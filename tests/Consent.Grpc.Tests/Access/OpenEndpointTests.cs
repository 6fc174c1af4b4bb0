using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.DependencyInjection;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Consent.Grpc.Tests.Access;

/// <summary>What is served without a credential, and how a refusal looks.</summary>
[Collection(OneGuardedHost.Name)]
public sealed class OpenEndpointTests(GuardedHost host)
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/readyz?writes")]
    public async Task Probe_WithoutACredential_IsAnswered(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await host.Host.Web.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Health_WithoutACredential_IsAnswered() => Assert.Equal(
        HealthCheckResponse.Types.ServingStatus.Serving,
        (await new HealthClient(host.Host.Channel).CheckAsync(new HealthCheckRequest())).Status);

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/OpenApi/v1.json")]
    [InlineData("/docs/index.html")]
    [InlineData("/Docs/index.html")]
    public async Task Documentation_WithACredentialOnly_IsAnswered(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Host.Web.GetAsync(path)).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await host.KeyAsync(new Grant(Roles.Check)));
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await host.Host.Web.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Reflection_WithACredentialOnly_IsAnswered()
    {
        Assert.Equal(StatusCode.Unauthenticated, await ReflectAsync(host.Host, null));
        Assert.Equal(StatusCode.OK, await ReflectAsync(host.Host, await host.KeyAsync(new Grant(Roles.Check))));
    }

    [Theory]
    [InlineData(DocumentationAccess.Open, StatusCode.OK, HttpStatusCode.OK)]
    [InlineData(DocumentationAccess.Off, StatusCode.Unauthenticated, HttpStatusCode.NotFound)]
    public async Task Documentation_BySetting_IsOpenOrNotThere(DocumentationAccess access, StatusCode reflection, HttpStatusCode document)
    {
        await using var open = await AuthorityHost.StartAsync(services => services.Configure<AccessOptions>(
            options => (options.IsRequired, options.TakesApiKeys, options.Documentation) = (true, true, access)));
        Assert.Equal(reflection, await ReflectAsync(open, null));
        Assert.Equal(document, (await open.Web.GetAsync("/openapi/v1.json")).StatusCode);
        var page = (await open.Web.GetAsync("/docs/index.html")).StatusCode;
        Assert.Equal(access == DocumentationAccess.Open, page == HttpStatusCode.OK);
    }

    [Fact]
    public async Task UnknownMethod_IsNotToldToStrangers()
    {
        var method = new Method<byte[], byte[]>(
            MethodType.Unary, "consent.v1.ConsentAuthority", "NoSuchMethod", Marshallers.Create(x => x, x => x), Marshallers.Create(x => x, x => x));
        var invoker = host.Host.Channel.CreateCallInvoker();
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () =>
            await invoker.AsyncUnaryCall(method, null, default, []))).StatusCode);
        var headers = new Metadata { { "authorization", $"Bearer {await host.KeyAsync(new Grant(Roles.Check))}" } };
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () =>
            await invoker.AsyncUnaryCall(method, null, new CallOptions(headers), []))).StatusCode);
    }

    [Fact]
    public async Task JsonRefusal_IsOurErrorAndAsksForABearer()
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        var answer = await host.Host.Web.PostAsync("/v1/sends:check", body);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Contains("CREDENTIAL_MISSING", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/sends:check/")]
    [InlineData("/V1/Sends:Check")]
    [InlineData("//v1/sends:check")]
    [InlineData("/v1/./sends:check")]
    [InlineData("/v1/sends%3Acheck")]
    [InlineData("/healthz/../v1/sends:check")]
    [InlineData("/consent.v1.ConsentAuthority/CheckSend")]
    [InlineData("/consent.v1.consentauthority/checksend")]
    public async Task JsonPath_InAnotherForm_LetsNobodyIn(string path)
    {
        using var body = new StringContent(
            $$"""{"senderNumber":"{{host.Own.Engage}}","customerNumber":"{{host.Own.Customer}}"}""", Encoding.UTF8, "application/json");
        var address = new Uri(host.Host.Web.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        });
        var answer = await host.Host.Web.PostAsync(address, body);
        Assert.DoesNotContain("decision", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            answer.StatusCode,
            new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }

    [Fact]
    public async Task RosterOfAKey_ThatIsStale_IsUnavailable()
    {
        var cut = new CutOffDatabase(isCut: true);
        await using var stale = await AuthorityHost.StartAsync(
            services =>
            {
                cut.Intercept(services);
                services.Configure<AccessOptions>(access => (access.IsRequired, access.TakesApiKeys) = (true, true));
            },
            HealthCheckResponse.Types.ServingStatus.NotServing);
        var headers = new Metadata { { "authorization", $"Bearer {ApiKeyText.New().Text}" } };
        var refusal = await Refusal.OfAsync(stale.Client.CheckSendAsync(new CheckSendRequest(), headers));
        Assert.Equal((StatusCode.Unavailable, "ROSTER_STALE"), (refusal.Status, refusal.Reason));
    }

    private static async Task<StatusCode> ReflectAsync(AuthorityHost host, string? key)
    {
        var headers = new Metadata();
        if (key is not null)
        {
            headers.Add("x-api-key", key);
        }

        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo(headers);
        try
        {
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
            await call.RequestStream.CompleteAsync();
            return await call.ResponseStream.MoveNext(CancellationToken.None) ? StatusCode.OK : StatusCode.Unknown;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
