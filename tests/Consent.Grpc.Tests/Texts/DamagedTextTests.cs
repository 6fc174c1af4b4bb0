using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;

namespace Consent.Grpc.Tests.Texts;

/// <summary>A customer's STOP is not refused for what its way did to it.</summary>
[Collection(OneHost.Name)]
public sealed class DamagedTextTests(SharedHost host)
{
    [Theory]
    [InlineData("STOP \\ud83d")]
    [InlineData("\\ud83dSTOP")]
    [InlineData("STOP \\uD83D")]
    [InlineData("STOP \\uded1")]
    [InlineData("STOP \\uded1\\ud83d")]
    [InlineData("STOP \\ud83d\\ud83d\\uded1")]
    [InlineData("STOP \\ud83d\\n")]
    [InlineData("\\\\ud83d\\nSTOP\\n\\ud83d")]
    [InlineData("STOP \u00ED\u00A0\u00BD")]
    public async Task Inbound_HalfACharacter_IsReadAsAReplacement(string latin1)
    {
        var pair = host.NewPair();

        var answer = await PostAsync("/v1/inbound", $$"""
            {"senderNumber": "{{pair.Sender}}", "customerNumber": "{{pair.Customer}}", "messageId": "{{Pair.NewId()}}", "body": "{{latin1}}"}
            """);

        Assert.NotEqual("INBOUND_KIND_NONE", (string?)answer["kind"]);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Theory]
    [InlineData("STOP \\ud83d")]
    [InlineData("\\uded1")]
    [InlineData("STOP \\ud83d\\uded1")]
    public async Task Classify_HalfACharacter_IsRead(string body)
    {
        var answer = await PostAsync("/v1/texts:classify", $$"""{"body": "{{body}}"}""");

        Assert.Equal(body.StartsWith('S') ? "INBOUND_KIND_OPT_OUT" : "INBOUND_KIND_NONE", (string?)answer["kind"]);
    }

    [Fact]
    public async Task Inbound_HalfACharacter_IsKeptAsAReplacement()
    {
        var pair = host.NewPair();

        var answer = await PostAsync("/v1/inbound", $$"""
            {"senderNumber": "{{pair.Sender}}", "customerNumber": "{{pair.Customer}}", "messageId": "x", "body": "STOP \ud83d"}
            """);

        var position = long.Parse((string)answer["ledgerPosition"]!, CultureInfo.InvariantCulture);
        Assert.Equal("STOP \uFFFD", (await host.Ledger.EntryAsync(position))["body"]);
    }

    [Theory]
    [InlineData("S\0T\0O\0P\0")]
    [InlineData("\0S\0T\0O\0P")]
    [InlineData("STOP\0")]
    [InlineData("A\0R\0R\0Ê\0T\0")]
    public async Task Inbound_Nuls_AreReadAndWhatIsKeptMeansTheSame(string body)
    {
        var pair = host.NewPair();

        var answer = await host.Client.RecordInboundAsync(pair.Text(body));

        var kept = (string)(await host.Ledger.EntryAsync(answer.LedgerPosition))["body"]!;
        var again = await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = kept });
        Assert.Equal(body.Replace('\0', '\uFFFD'), kept);
        Assert.Equal((InboundKind.OptOut, answer.Matched), (again.Kind, again.Matched));
    }

    private async Task<JsonNode> PostAsync(string path, string latin1)
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin1));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await host.Host.Web.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
