using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
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

            // A customer's text may hold half a character; an id may not.
            var id = text == "body" ? "accountId" : text;
            foreach (var body in new[]
            {
                "", " ", "{", "}", "null", "[]", "5", "\"x\"", "{}{}", "{\"a\"", "<xml/>", "\u0000",
                $$"""{"{{text}}": 5}""",
                $$"""{"{{text}}": {"a": [1]} }""",
                $$"""{"{{text}}": [1]}""",
                $$"""{"{{text}}": true}""",
                $$"""{"{{id}}": "\ud83d"}""",
                $$"""{"{{id}}": "\udc00\ud83d"}""",
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

        await AssertRefusedAsync(
            await PostAsync("/v1/sends:check", content), HttpStatusCode.UnsupportedMediaType, 3, ErrorReason.ContentTypeNotJson);
    }

    [Theory]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("text/plain; charset=utf-16")]
    public async Task Get_AnyContentType_IsAnswered(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/accounts") { Content = new ByteArrayContent([]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await host.Host.Web.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    [InlineData("application/vnd.consent+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=ISO-8859-1")]
    public async Task Post_JsonInAnyCharset_IsRead(string type)
    {
        var mediaType = MediaTypeHeaderValue.Parse(type);
        var encoding = Encoding.GetEncoding(mediaType.CharSet?.Trim('"') ?? "utf-8");
        var content = new ByteArrayContent(encoding.GetBytes("""{"body": "arrêt"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await PostAsync("/v1/texts:classify", content);

        Assert.Contains("\"matched\":\"arret\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithAByteOrderMark_IsRead()
    {
        var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. """{"accountId": null, "body": "STOP"}"""u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await PostAsync("/v1/texts:classify", content);

        Assert.Contains("INBOUND_KIND_OPT_OUT", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asOf=yesterday", "as_of", "must be a time")]
    [InlineData("as_of=yesterday", "as_of", "must be a time")]
    [InlineData("asOfPosition=x", "as_of_position", "must be a whole number")]
    [InlineData("asOfPosition=99999999999999999999", "as_of_position", "must be a whole number")]
    [InlineData("asOfPosition=1&asOfPosition=1", "as_of_position", "more than once")]
    [InlineData("asOf=2026-01-02T03:04:05Z&asOf=null", "as_of", "more than once")]
    public async Task Get_UnreadableQuery_IsRefusedAndNamed(string query, string field, string why)
    {
        var pair = host.NewPair();

        await AssertNamedAsync(
            await host.Host.Web.GetAsync(new Uri(
                $"/v1/senders/{pair.Sender}/customers/{pair.Customer}/status?{query}", UriKind.Relative)),
            field,
            why);
    }

    [Fact]
    public async Task Get_UnreadableNestedQuery_IsRefusedWithItsReason()
    {
        var pair = host.NewPair();

        await AssertRefusedAsync(await host.Host.Web.GetAsync(new Uri(
            $"/v1/senders/{pair.Sender}/customers/{pair.Customer}/status?asOf.seconds=x", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/v1/sends:check", """{"senderNumber": 5}""", "sender_number", "must be a string")]
    [InlineData("/v1/sends:check", """{"sender_number": {"a": [1]}, "messageId": "m"}""", "sender_number", "must be a string")]
    [InlineData("/v1/sends:check", """{"messageId": "\ud83d"}""", "message_id", "must be a string of Unicode characters")]
    [InlineData("/v1/sends:check", """{"channel": "CHANNEL_PIGEON"}""", "channel", "one of CHANNEL_UNSPECIFIED, CHANNEL_SMS")]
    [InlineData("/v1/sends:check", """{"channel": 1.5}""", "channel", "one of CHANNEL_UNSPECIFIED, CHANNEL_SMS")]
    [InlineData("/v1/sends:check", """{"channel": true}""", "channel", "one of CHANNEL_UNSPECIFIED, CHANNEL_SMS")]
    [InlineData("/v1/sends:batchCheck", """{"customerNumbers": "+15552220000"}""", "customer_numbers", "must be a list")]
    [InlineData("/v1/sends:batchCheck", """{"customerNumbers": ["a", "b", 5]}""", "customer_numbers[2]", "must be a string")]
    [InlineData("/v1/sends:batchCheck", """{"customerNumbers": ["a", null]}""", "customer_numbers[1]", "must be a string of Unicode characters, not null")]
    [InlineData("/v1/sends:batchCheck", """{"customerNumbers": ["a", ["b"]]}""", "customer_numbers[1]", "must be a string")]
    [InlineData("/v1/inbound", """{"receivedAt": "yesterday"}""", "received_at", "must be a time")]
    [InlineData("/v1/inbound", """{"receivedAt": 5}""", "received_at", "must be a time")]
    [InlineData("/v1/inbound", """{"receivedAt": {"seconds": 5}}""", "received_at", "must be a time")]
    [InlineData("/v1/optOuts", """{"senderNumber": "+15550001111", "accountId": "acme"}""", "account_id", "Only one of sender_number, account_id")]
    [InlineData("/v1/sends:check", """{"messageId": "a" "b"}""", "", "line 1, byte 19")]
    [InlineData("/v1/sends:check", "{\n \"messageId\": x}", "message_id", "line 2, byte 15, in message_id")]
    [InlineData("/v1/sends:check", """{"a": 1, "\ud83d": 1}""", "", "The body has a member whose name is not Unicode text")]
    [InlineData("/v1/sends:check", "[]", "", "The body must be an object")]
    [InlineData("/v1/sends:check", "null", "", "The body must be an object, not null")]
    public async Task Post_Unreadable_NamesTheMemberAndWhy(string path, string body, string field, string why) =>
        await AssertNamedAsync(await PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json")), field, why);

    [Theory]
    [InlineData("""{"displayName": "Acme", "optOutKeywords": ["a", 5]}""", "account.opt_out_keywords[1]", "must be a string")]
    [InlineData("""{"displayName": "Acme", "replies": "Hi"}""", "account.replies", "must be an object")]
    [InlineData("""{"displayName": "Acme", "replies": {"help": ["Hi"]}}""", "account.replies.help", "must be a string")]
    [InlineData("""{"displayName": "Acme", "revision": "one"}""", "account.revision", "must be a whole number")]
    [InlineData("""{"displayName": "Acme", "revision": 1.5}""", "account.revision", "must be a whole number")]
    [InlineData("[]", "account", "must be an object")]
    public async Task Put_Unreadable_NamesTheMemberByItsPathInTheRequest(string body, string field, string why) =>
        await AssertNamedAsync(
            await host.Host.Web.PutAsync(
                new Uri("/v1/accounts/unreadable", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json")),
            field,
            why);

    [Fact]
    public async Task Post_SeveralUnreadable_NamesEach()
    {
        using var response = await PostAsync("/v1/sends:check", new StringContent(
            """{"senderNumber": 5, "channel": "x", "messageId": "m", "customerNumber": []}""", Encoding.UTF8, "application/json"));

        var refusal = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(
            ["sender_number", "channel", "customer_number"],
            refusal["details"]![1]!["fieldViolations"]!.AsArray().Select(violation => (string)violation!["field"]!));
    }

    /// <summary>The most that a message can hold of what is wrong: neither the answer nor the memory for it grows with that.</summary>
    [Fact]
    public async Task Post_HalfAMillionUnreadable_IsAnsweredInFewWords()
    {
        var body = $$"""{"customerNumbers": [{{string.Join(',', Enumerable.Repeat('5', 500_000))}}]}""";

        using var response = await PostAsync("/v1/sends:batchCheck", new StringContent(body, Encoding.UTF8, "application/json"));

        var refusal = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("customer_numbers[0]", refusal, StringComparison.Ordinal);
        Assert.InRange(refusal.Length, 100, 12_000);
    }

    [Theory]
    [InlineData("""{"senderNumber": "+15552229999", "customerNumber": 15552229999}""")]
    [InlineData("""{"senderNumber": +15552229999}""")]
    [InlineData("""{"channel": "+15552229999"}""")]
    [InlineData("""{"messageId": 1, "+15552229999": "x"}""")]
    [InlineData("""{"messageId": "+15552229999\ud83d"}""")]
    [InlineData("""{"messageId": "+15552229999" "+15552229999"}""")]
    public async Task Post_Unreadable_RepeatsNoNumber(string body)
    {
        using var response = await PostAsync("/v1/sends:check", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("5552229999", await response.Content.ReadAsStringAsync() + response.Headers, StringComparison.Ordinal);
    }

    /// <summary>The caller breaks off, or a chunk has no length.</summary>
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"body\": ", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", "HTTP/1.1 400")]
    public async Task Post_BodyThatHttpCannotRead_IsNoFaultOfTheServer(string rest, string expected)
    {
        var log = new CapturedLog();
        var answer = "";
        await using (var server = await AuthorityHost.StartAsync(log.Intercept))
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(server.Web.BaseAddress!.Host, server.Web.BaseAddress.Port);
            await using var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/inbound HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n{rest}"));

            if (expected.Length == 0)
            {
                connection.Client.Shutdown(SocketShutdown.Send);
            }

            try
            {
                answer = await new StreamReader(stream).ReadToEndAsync();
            }
            catch (IOException) when (expected.Length == 0)
            {
                // Nobody is there to be answered.
            }
        }

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.Contains(log.Entries, entry => entry.Contains("/v1/inbound", StringComparison.Ordinal));
        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task Post_Unreadable_LogsNoNumber()
    {
        var log = new CapturedLog();
        await using var server = await AuthorityHost.StartAsync(log.Intercept);
        foreach (var body in new[]
        {
            """{"channel": "+15552229999"}""", """{"senderNumber": "+15552229999", "messageId": 15552229999}""",
            """{"purpose": 15552229999}""", """{"+15552229999": 1, "channel": "?"}""", """{"senderNumber": +15552229999}""",
        })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await server.Web.PostAsync(new Uri("/v1/sends:check", UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Contains(log.Entries, entry => entry.Contains("/v1/sends:check", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, entry => entry.Contains("5552229999", StringComparison.Ordinal));
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

    private static async Task AssertNamedAsync(HttpResponseMessage response, string field, string why)
    {
        using (response)
        {
            var refusal = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(ErrorReason.MessageUndecodable, (string?)refusal["details"]![0]!["reason"]);
            Assert.Contains(why, (string?)refusal["message"], StringComparison.Ordinal);
            if (field.Length == 0)
            {
                Assert.Single(refusal["details"]!.AsArray());
                return;
            }

            var violation = Assert.Single(refusal["details"]![1]!["fieldViolations"]!.AsArray())!;
            Assert.Equal((field, ErrorReason.MessageUndecodable), ((string?)violation["field"], (string?)violation["reason"]));
            Assert.Contains(why, (string?)violation["description"], StringComparison.Ordinal);
        }
    }

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
            var info = body["details"]![0]!;
            Assert.Equal(
                (code, "type.googleapis.com/google.rpc.ErrorInfo", reason, ErrorReason.Domain),
                ((int?)body["code"], (string?)info["@type"], (string?)info["reason"], (string?)info["domain"]));
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        }

        using var good = await PostAsync("/v1/texts:classify", new StringContent("""{"body": "STOP"}""", Encoding.UTF8, "application/json"));
        Assert.Contains("INBOUND_KIND_OPT_OUT", await good.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
