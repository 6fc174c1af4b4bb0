using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;

namespace Consent.Grpc.Tests.Wire;

/// <summary>The unary methods as HTTP and JSON, with the same answers and the same refusals.</summary>
[Collection(OneHost.Name)]
public sealed class JsonTests(SharedHost host)
{
    [Fact]
    public async Task Conversation_OverJson_IsTheSame()
    {
        var pair = host.NewPair();

        var allowed = await PostAsync("/v1/sends:check", Check(pair));
        var stop = await PostAsync("/v1/inbound", Text(pair, "STOP"));
        var blocked = await PostAsync("/v1/sends:check", Check(pair));
        var start = await PostAsync("/v1/inbound", Text(pair, "START"));
        var again = await PostAsync("/v1/sends:check", Check(pair));

        Assert.All([allowed, stop, blocked, start, again], answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal("DECISION_ALLOWED", Value(allowed, "decision"));
        Assert.Equal(("INBOUND_KIND_OPT_OUT", "DECISION_BLOCKED"), (Value(stop, "kind"), Value(stop, "decision")));
        Assert.Equal(("DECISION_BLOCKED", Pair.Notice), (Value(blocked, "decision"), Value(blocked, "notice")));
        Assert.Equal("DECISION_REASON_RESUBSCRIBED", Value(again, "reason"));
    }

    [Fact]
    public async Task Positions_OverJson_AreTexts()
    {
        var stop = await PostAsync("/v1/inbound", Text(host.NewPair(), "STOP"));

        Assert.Equal(System.Text.Json.JsonValueKind.String, stop.Body!["ledgerPosition"]!.GetValueKind());
        Assert.Equal("1", (string?)stop.Body["record"]!["revision"]);
    }

    [Theory]
    [InlineData("+")]
    [InlineData("%2B")]
    public async Task GetStatus_NumbersInThePath_AreRead(string plus)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        var path = $"/v1/senders/{pair.Sender}/customers/{pair.Customer}/status".Replace("+", plus, StringComparison.Ordinal);
        var status = await SendAsync(HttpMethod.Get, path, null);

        Assert.Equal((HttpStatusCode.OK, "DECISION_BLOCKED"), (status.Status, Value(status, "decision")));
    }

    [Theory]
    [InlineData("A&B", "a&b")]
    [InlineData("A&B", "a%26b")]
    [InlineData("+A+B+", "+a+b+")]
    [InlineData("+A+B+", "%2Ba%2Bb%2B")]
    [InlineData("JOE'S", "joe's")]
    [InlineData("JOE'S", "joe%27s")]
    [InlineData("..A.", "..a.")]
    [InlineData("..A.", "%2E%2Ea%2E")]
    [InlineData("A B-C_D", "a%20b-c_d")]
    [InlineData("447700900123", "447700900123")]
    public async Task GetStatus_SenderIdInThePath_IsReadAsItIsOrPercentEncoded(string sender, string path)
    {
        var pair = host.NewPair(sender);
        await pair.TextAsync("STOP");

        var status = await SendAsync(HttpMethod.Get, $"/v1/senders/{path}/customers/{pair.Customer}/status", null);
        var history = await SendAsync(
            HttpMethod.Get,
            $"/v1/customers/{Uri.EscapeDataString(pair.Customer)}/history?senderNumber={Uri.EscapeDataString(sender)}",
            null);

        Assert.Equal((HttpStatusCode.OK, "DECISION_BLOCKED"), (status.Status, Value(status, "decision")));
        Assert.Equal(sender, (string?)Assert.Single(status.Body!["records"]!.AsArray())!["senderNumber"]);
        Assert.Equal(sender, (string?)Assert.Single(history.Body!["entries"]!.AsArray())!["senderNumber"]);
    }

    [Fact]
    public async Task RecordOptOut_OverJson_Blocks()
    {
        var pair = host.NewPair();

        var answer = await PostAsync("/v1/optOuts", new JsonObject
        {
            ["senderNumber"] = pair.Sender,
            ["customerNumber"] = pair.Customer,
            ["source"] = "CONSENT_SOURCE_WEB_FORM",
            ["idempotencyKey"] = Pair.NewId(),
            ["occurredAt"] = "2026-01-02T03:04:05Z",
        });

        Assert.Equal((HttpStatusCode.OK, "2026-01-02T03:04:05Z"), (answer.Status, (string?)answer.Body!["record"]!["changedAt"]));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T05:04:05+02:00")]
    [InlineData("2026-01-01T22:04:05.000-05:00")]
    public async Task Time_WithAnyOffset_IsReadInBodyAndQuery(string time)
    {
        var pair = host.NewPair();

        var text = Text(pair, "STOP");
        text["receivedAt"] = time;
        var stop = await PostAsync("/v1/inbound", text);
        var status = await SendAsync(
            HttpMethod.Get, $"/v1/senders/{pair.Sender}/customers/{pair.Customer}/status?asOf={Uri.EscapeDataString(time)}", null);

        Assert.Equal("2026-01-02T03:04:05Z", (string?)stop.Body!["record"]!["changedAt"]);
        Assert.Equal((HttpStatusCode.OK, "DECISION_ALLOWED"), (status.Status, Value(status, "decision")));
    }

    [Theory]
    [InlineData("1", "CHANNEL_SMS")]
    [InlineData("2", "CHANNEL_EMAIL")]
    [InlineData("99", ErrorReason.EnumUnknown)]
    public async Task Enum_ByNumber_IsRead(string number, string meaning)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        var check = await SendAsync(HttpMethod.Post, "/v1/sends:check", $$"""
            {"senderNumber": "{{pair.Sender}}", "customerNumber": "{{pair.Customer}}", "channel": {{number}}}
            """);

        Assert.Equal(
            meaning,
            Value(check, "decision") switch
            {
                "DECISION_BLOCKED" => "CHANNEL_SMS",
                "DECISION_ALLOWED" => "CHANNEL_EMAIL",
                _ => (string?)check.Body!["details"]![0]!["reason"],
            });
    }

    [Fact]
    public async Task BadRequest_OverJson_HasTheSameDetails()
    {
        var pair = host.NewPair() with { Customer = "15552220000" };

        var refusal = await PostAsync("/v1/sends:check", Check(pair));

        Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
        Assert.Equal(3, (int?)refusal.Body!["code"]);
        var details = refusal.Body["details"]!.AsArray();
        Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", (string?)details[0]!["@type"]);
        Assert.Equal(
            (ErrorReason.NumberInvalid, ErrorReason.Domain, "customer_number"),
            ((string?)details[0]!["reason"], (string?)details[0]!["domain"], (string?)details[0]!["metadata"]!["field"]));
        Assert.Equal("customer_number", (string?)details[1]!["fieldViolations"]![0]!["field"]);
    }

    [Fact]
    public async Task Reactivate_OverJson_IsRefusedWithItsReason()
    {
        var pair = host.NewPair();

        var refusal = await PostAsync("/v1/optOuts:reactivate", new JsonObject
        {
            ["senderNumber"] = pair.Sender,
            ["customerNumber"] = pair.Customer,
            ["actor"] = "a",
            ["evidence"] = "e",
            ["idempotencyKey"] = "k",
            ["requestedAt"] = "2026-01-02T03:04:05Z",
        });

        Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
        Assert.Equal((9, ErrorReason.ResubscribeRequiresCustomer), ((int?)refusal.Body!["code"], (string?)refusal.Body["details"]![0]!["reason"]));
    }

    [Fact]
    public async Task GetStatus_OfAnAccount_IsNotFound()
    {
        var refusal = await SendAsync(HttpMethod.Get, $"/v1/accounts/acme/customers/{host.NewPair().Customer}/status", null);

        Assert.Equal((HttpStatusCode.NotFound, 5), (refusal.Status, (int?)refusal.Body!["code"]));
        Assert.Equal(ErrorReason.AccountNotFound, (string?)refusal.Body["details"]![0]!["reason"]);
    }

    [Fact]
    public async Task Method_NotThere_IsSaidSo() => Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/v1/nothing", [])).Status);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("""{"senderNumber": 5}""")]
    [InlineData("""{"channel": "CHANNEL_PIGEON"}""")]
    [InlineData("""{"messageId": "\ud83d"}""")]
    [InlineData("""{"messageId": {"a": [1]}}""")]
    public async Task Body_ThatDoesNotDecode_IsABadRequest(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "/v1/sends:check", body)).Status);

    [Fact]
    public async Task Body_OfAnotherKind_IsRefused()
    {
        var before = await host.Ledger.SizeAsync();

        var refusal = await SendAsync(HttpMethod.Post, "/v1/inbound", Text(host.NewPair(), "STOP").ToJsonString(), "text/plain");

        Assert.InRange((int)refusal.Status, 400, 499);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    private static JsonObject Check(Pair pair) => new() { ["senderNumber"] = pair.Sender, ["customerNumber"] = pair.Customer };

    private static JsonObject Text(Pair pair, string body) => new()
    {
        ["senderNumber"] = pair.Sender,
        ["customerNumber"] = pair.Customer,
        ["body"] = body,
        ["messageId"] = Pair.NewId(),
    };

    private static string? Value(Answer answer, string field) => (string?)answer.Body![field];

    private Task<Answer> PostAsync(string path, JsonObject body) => SendAsync(HttpMethod.Post, path, body.ToJsonString());

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using var response = await host.Host.Web.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null);
    }

    private sealed record Answer(HttpStatusCode Status, JsonObject? Body);
}
