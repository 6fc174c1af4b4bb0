using System.Net;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Tests.Watching;

/// <summary>The same stream as HTTP and JSON: one message on each line.</summary>
public sealed class WatchJsonTests : IAsyncLifetime, IDisposable
{
    private readonly CapturedLog _log = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(_log.Intercept);

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Watch_OverJson_HasEachEntryOnALineAsItComes()
    {
        await NewPair(1).TextAsync("STOP");
        using var response = await Host.Web.GetAsync(
            new Uri("/v1/ledger:watch?afterPosition=0", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        Assert.Empty(_log.Errors);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var first = await NextAsync(lines);
        Assert.Equal(("1", "STOP"), ((string?)first["entry"]!["position"], (string?)first["entry"]!["body"]));
        Assert.Equal("1", (string?)(await NextAsync(lines))["heartbeatPosition"]);
        await NewPair(2).TextAsync("STOP");
        Assert.Equal("2", (string?)(await NextAsync(lines))["entry"]!["position"]);
    }

    [Fact]
    public async Task Watch_OverJson_ThatFailsOnceItHasBegun_EndsWithTheErrorAsALine()
    {
        using var response = await Host.Web.GetAsync(
            new Uri("/v1/ledger:watch", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("0", (string?)(await NextAsync(lines))["heartbeatPosition"]);

        Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var error = await NextAsync(lines);
        Assert.Equal((14, ErrorReason.ShuttingDown), ((int?)error["code"], (string?)error["details"]![0]!["reason"]));
        Assert.Empty(await lines.ReadToEndAsync());
    }

    [Fact]
    public async Task Watch_OverJson_IsRefusedWithItsReason()
    {
        using var response = await Host.Web.GetAsync(new Uri("/v1/ledger:watch?afterPosition=-2", UriKind.Relative));

        var refusal = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((3, ErrorReason.OutOfRange), ((int?)refusal["code"], (string?)refusal["details"]![0]!["reason"]));
    }

    private static async Task<JsonNode> NextAsync(StreamReader lines)
    {
        while (true)
        {
            var line = await lines.ReadLineAsync();
            Assert.NotNull(line);
            if (line.Length > 0)
            {
                return JsonNode.Parse(line)!;
            }
        }
    }

    private Pair NewPair(int number) => new(Host.Client, "+15550001111", $"+1555222{number:0000}");
}
