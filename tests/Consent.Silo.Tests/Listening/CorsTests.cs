using System.Net;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Listening;

/// <summary>Which pages a browser lets call: it asks first, and shows a page only the headers that it is told.</summary>
public sealed class CorsTests(BrowserServer shared, SharedServer plain) : IClassFixture<BrowserServer>, IClassFixture<SharedServer>
{
    private const string AllowOrigin = "Access-Control-Allow-Origin";

    public static TheoryData<string, string> Calls { get; } = new()
    {
        { "POST", "/consent.v1.ConsentAuthority/CheckSend" },
        { "POST", "/v1/sends:check" },
        { "PUT", "/v1/accounts/acme" },
        { "GET", "/v1/accounts" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Preflight_OfAPageThatMayCall_AllowsIt(string method, string path)
    {
        using var answer = await PreflightAsync(shared.Server, BrowserServer.Origin, method, path);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(BrowserServer.Origin, Header(answer, AllowOrigin));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("content-type,x-grpc-web,grpc-timeout", Header(answer, "Access-Control-Allow-Headers"));
        Assert.Equal("600", Header(answer, "Access-Control-Max-Age"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("http://app.example.com")]
    [InlineData("https://example.com")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("http://localhost:3001")]
    [InlineData("null")]
    public async Task Preflight_OfAnotherPage_AllowsNothing(string origin)
    {
        using var answer = await PreflightAsync(shared.Server, origin, "POST", "/v1/sends:check");

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Preflight_NotSwitchedOn_AllowsNothing(string method, string path)
    {
        using var answer = await PreflightAsync(plain.Server, BrowserServer.Origin, method, path);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/accounts?pageSize=ten")]
    [InlineData("/v1/accounts/nobody")]
    public async Task Answer_ToAPageThatMayCall_ShowsStatusDetailsAndWarning(string path)
    {
        using var answer = await GetAsync(shared.Server, "http://localhost:3000", path);

        Assert.Equal("http://localhost:3000", Header(answer, AllowOrigin));
        Assert.Equal(
            "grpc-status,grpc-message,grpc-status-details-bin,consent-warning,x-request-id", Header(answer, "Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task EveryOrigin_SwitchedOn_AllowsAnyPageWithoutCredentials()
    {
        using var folder = new TempFolder();
        await using var server = await ServerProcess.StartAsync(
            new ServerSetup(folder.Path) { Settings = ["Browsers:AllowedOrigins=*"] });

        using var preflight = await PreflightAsync(server, "https://any.example", "POST", "/v1/sends:check");
        using var answer = await GetAsync(server, "https://any.example", "/v1/accounts");

        Assert.Equal(("*", "*"), (Header(preflight, AllowOrigin), Header(answer, AllowOrigin)));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static async Task<HttpResponseMessage> PreflightAsync(ServerProcess server, string origin, string method, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-grpc-web,grpc-timeout");
        return await server.Web.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> GetAsync(ServerProcess server, string origin, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", origin);
        return await server.Web.SendAsync(request);
    }
}
