using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;

namespace Consent.Grpc.Tests.Wire;

/// <summary>JSON that cannot be read is refused with the reason that gRPC gives.</summary>
[Collection(OneHost.Name)]
public sealed class UnreadableJsonTests(SharedHost host)
{
    private const int Limit = 1 << 20;

    private static readonly string[] Paths =
        ["/v1/sends:check", "/v1/sends:batchCheck", "/v1/inbound", "/v1/optOuts", "/v1/optOuts:reactivate", "/v1/texts:classify"];

    public static TheoryData<string, string> BadBodies()
    {
        var bodies = new TheoryData<string, string>();
        foreach (var path in Paths)
        {
            // A text of each request, and what it must not be.
            var text = path.EndsWith("classify", StringComparison.Ordinal) ? "body" : "senderNumber";
            foreach (var body in new[]
            {
                "", " ", "{", "}", "null", "[]", "5", "\"x\"", "{}{}", "{\"a\"", "<xml/>", "\u0000",
                $$"""{"{{text}}": 5}""",
                $$"""{"{{text}}": {"a": [1]} }""",
                $$"""{"{{text}}": [1]}""",
                $$"""{"{{text}}": true}""",
                $$"""{"{{text}}": "\ud83d"}""",
                $$"""{"{{text}}": "\udc00\ud83d"}""",
                $$"""{"{{text}}": "\x"}""",
                $$"""{"{{text}}": "x}""",
                $$"""{"{{text}}": {{new string('[', 200)}}{{new string(']', 200)}}}""",
                $$"""{"unknown": {{new string('[', 200)}}{{new string(']', 200)}}}""",
            })
            {
                bodies.Add(path, body);
            }
        }

        bodies.Add("/v1/sends:check", """{"channel": "CHANNEL_PIGEON"}""");
        bodies.Add("/v1/sends:batchCheck", """{"purpose": "x"}""");
        bodies.Add("/v1/sends:batchCheck", """{"customerNumbers": "+15552220000"}""");
        bodies.Add("/v1/inbound", """{"receivedAt": "yesterday"}""");
        bodies.Add("/v1/optOuts", """{"senderNumber": "+15550001111", "accountId": "acme"}""");
        return bodies;
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Post_Unreadable_IsRefusedWithItsReason(string path, string body)
    {
        var before = await host.Ledger.SizeAsync();

        await AssertRefusedAsync(await PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json")));

        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Theory]
    [InlineData("{\"senderNumber\": \"\u00C3(\"}")]
    [InlineData("{\"senderNumber\": \"\u00ED\u00A0\u0080\"}")]
    [InlineData("\u00FF\u00FE{\0}\0")]
    [InlineData("\u0080")]
    public async Task Post_BytesThatAreNoText_AreRefusedWithTheirReason(string latin1)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin1));
        content.Headers.ContentType = new("application/json");

        await AssertRefusedAsync(await PostAsync("/v1/sends:check", content));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_AnotherContentType_IsRefusedWithItsReason(string type)
    {
        var content = new StringContent("{}");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        await AssertRefusedAsync(await PostAsync("/v1/sends:check", content));
    }

    [Theory]
    [InlineData("asOf=yesterday")]
    [InlineData("asOfPosition=x")]
    [InlineData("asOfPosition=99999999999999999999")]
    public async Task Get_UnreadableQuery_IsRefusedWithItsReason(string query)
    {
        var pair = host.NewPair();

        await AssertRefusedAsync(await host.Host.Web.GetAsync(new Uri(
            $"/v1/senders/{pair.Sender}/customers/{pair.Customer}/status?{query}", UriKind.Relative)));
    }

    [Theory]
    [InlineData(false, Limit + 1)]
    [InlineData(true, Limit + 1)]
    [InlineData(false, 20 * Limit)]
    [InlineData(true, 20 * Limit)]
    public async Task Post_LargerThanAMessageMayBe_IsRefusedWithItsReason(bool chunked, int length)
    {
        foreach (var path in Paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
            request.Content = new StringContent(Padded(length), Encoding.UTF8, "application/json");
            request.Headers.TransferEncodingChunked = chunked;

            await AssertRefusedAsync(
                await host.Host.Web.SendAsync(request), HttpStatusCode.TooManyRequests, 8, ErrorReason.MessageTooLarge);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_AsLargeAsAMessageMayBe_IsRead(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/texts:classify", UriKind.Relative));
        request.Content = new StringContent(Padded(Limit), Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await host.Host.Web.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string Padded(int length) => """{"body": "x"}""".PadRight(length);

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent content) =>
        await host.Host.Web.PostAsync(new Uri(path, UriKind.Relative), content);

    private async Task AssertRefusedAsync(
        HttpResponseMessage response,
        HttpStatusCode status = HttpStatusCode.BadRequest,
        int code = 3,
        string reason = ErrorReason.MessageUndecodable)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(status == response.StatusCode, $"{response.StatusCode} {text}");
            Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
            var body = JsonNode.Parse(text)!;
            var info = Assert.Single(body["details"]!.AsArray())!;
            Assert.Equal(
                (code, "type.googleapis.com/google.rpc.ErrorInfo", reason, ErrorReason.Domain),
                ((int?)body["code"], (string?)info["@type"], (string?)info["reason"], (string?)info["domain"]));
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        }

        using var good = await PostAsync("/v1/texts:classify", new StringContent("""{"body": "STOP"}""", Encoding.UTF8, "application/json"));
        Assert.Contains("INBOUND_KIND_OPT_OUT", await good.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
