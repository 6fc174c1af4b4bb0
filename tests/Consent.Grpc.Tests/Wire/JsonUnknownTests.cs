using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Registry;
using Consent.Grpc.Wire;
using Consent.V1;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Members that no field takes: refused where they would erase something, and named in a header elsewhere.</summary>
[Collection(OneHost.Name)]
public sealed class JsonUnknownTests(SharedHost host)
{
    private const string Warning = "consent-warning";

    [Theory]
    [InlineData("""{"displayName": "Acme", "optOutKeywrods": ["basta"]}""", "account.optOutKeywrods")]
    [InlineData("""{"displayName": "Acme", "OptOutKeywords": ["basta"]}""", "account.OptOutKeywords")]
    [InlineData("""{"displayName": "Acme", "replies": {"hlep": "Hi."}}""", "account.replies.hlep")]
    [InlineData("""{"displayName": "Acme", "a": {"b": [{"c": null}]}, "revision": "1"}""", "account.a")]
    public async Task PutAccount_AMemberThatIsMistyped_IsRefusedByName(string body, string field)
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount().With(account => account.OptOutKeywords.Add("basta")));

        using var response = await PutAsync($"/v1/accounts/{account.AccountId}", body);

        await AssertRefusedAsync(response, field);
        Assert.Equal(account, await host.Registry.GetAccountAsync(new GetAccountRequest { AccountId = account.AccountId }));
    }

    [Fact]
    public async Task PutSender_AMemberThatIsMistyped_IsRefusedByName()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());

        using var response = await PutAsync("/v1/senders/UNKNOWN", $$"""
            {"accountId": "{{account.AccountId}}", "kind": "SENDER_KIND_ENGAGE", "displayname": "Front desk"}
            """);

        await AssertRefusedAsync(response, "sender.displayname");
        using var sender = await host.Host.Web.GetAsync(new Uri("/v1/senders/UNKNOWN", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, sender.StatusCode);
    }

    /// <summary>A newer client writes null for the fields that this server does not have, and means nothing by it.</summary>
    [Fact]
    public async Task PutAccount_AnUnknownMemberThatIsNull_IsPut()
    {
        using var response = await PutAsync(
            $"/v1/accounts/{Registrations.NewAccount().AccountId}", """{"displayName": "Acme", "timeZone": null}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains(Warning));
    }

    [Fact]
    public async Task Post_UnknownMembers_AreNamedInAHeader()
    {
        var pair = host.NewPair();

        using var response = await PostAsync("/v1/sends:check", $$"""
            {"chanel": "CHANNEL_EMAIL", "senderNumber": "{{pair.Sender}}", "customerNumber": "{{pair.Customer}}",
             "x-y": {"z": 1}, "gone": null}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("unknown, ignored: chanel, x-y", Assert.Single(response.Headers.GetValues(Warning)));
    }

    [Fact]
    public async Task Post_RefusedForAnotherReason_NamesUnknownMembersToo()
    {
        using var response = await PostAsync("/v1/sends:check", """{"sender": "+15550001111", "customer": "+15552220000"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("unknown, ignored: sender, customer", Assert.Single(response.Headers.GetValues(Warning)));
    }

    [Theory]
    [InlineData("+15552229999")]
    [InlineData("n15552229999")]
    [InlineData("\\r\\nset-cookie: a=b")]
    [InlineData("\\u0000")]
    [InlineData("a, b")]
    [InlineData("\\u00e9")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Post_ANameThatIsNone_IsNotRepeated(string name)
    {
        using var response = await PostAsync("/v1/texts:classify", $$"""{"body": "STOP", "{{name}}": 1}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("unknown, ignored: (not a name)", Assert.Single(response.Headers.GetValues(Warning)));
        Assert.False(response.Headers.Contains("set-cookie"));
    }

    [Fact]
    public async Task Post_ManyUnknownMembers_NamesTenAndCountsTheRest()
    {
        var members = string.Join(", ", Enumerable.Range(0, 20_000).Select(index => $"\"m{index / 10}\": {index}"));

        using var response = await PostAsync("/v1/texts:classify", $$"""{"body": "STOP", {{members}}}""");

        Assert.Equal(
            $"unknown, ignored: {string.Join(", ", Enumerable.Repeat("m0", 10))}, and 19990 more",
            Assert.Single(response.Headers.GetValues(Warning)));
    }

    [Fact]
    public async Task Get_UnknownParameters_AreNamedInAHeader()
    {
        using var response = await host.Host.Web.GetAsync(new Uri("/v1/accounts?page_size=1&pagesize=2&%0D%0Ax=1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("unknown, ignored: pagesize, (not a name)", Assert.Single(response.Headers.GetValues(Warning)));
    }

    [Fact]
    public async Task Watch_UnknownParameters_AreNamedInAHeader()
    {
        using var response = await host.Host.Web.GetAsync(
            new Uri("/v1/ledger:watch?after=5&afterPosition=-1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("unknown, ignored: after", Assert.Single(response.Headers.GetValues(Warning)));
    }

    [Fact]
    public async Task Post_Parameters_AreNamedInAHeader()
    {
        using var response = await host.Host.Web.PostAsync(
            new Uri("/v1/texts:classify?accountId=acme", UriKind.Relative), Json("""{"body": "STOP"}"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("unknown, ignored: accountId", Assert.Single(response.Headers.GetValues(Warning)));
    }

    /// <summary>What a proxy lets through by its path must not be answered for another customer.</summary>
    [Theory]
    [InlineData("customerNumber")]
    [InlineData("customer_number")]
    public async Task Get_AParameterThatThePathGives_IsThePaths(string name)
    {
        var (one, other) = (host.NewPair(), host.NewPair());
        await other.TextAsync("STOP");

        using var response = await host.Host.Web.GetAsync(new Uri(
            $"/v1/senders/{one.Sender}/customers/{one.Customer}/status?{name}={Uri.EscapeDataString(other.Customer)}", UriKind.Relative));

        Assert.Equal(
            "DECISION_ALLOWED", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["decision"]);
        Assert.Equal($"unknown, ignored: {name}", Assert.Single(response.Headers.GetValues(Warning)));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string field)
    {
        var refusal = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.BadRequest, 3), (response.StatusCode, (int?)refusal["code"]));
        Assert.Equal(
            (ErrorReason.FieldUnknown, field),
            ((string?)refusal["details"]![0]!["reason"], (string?)refusal["details"]![0]!["metadata"]!["field"]));
        Assert.Equal(field, (string?)Assert.Single(refusal["details"]![1]!["fieldViolations"]!.AsArray())!["field"]);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        host.Host.Web.PostAsync(new Uri(path, UriKind.Relative), Json(body));

    private Task<HttpResponseMessage> PutAsync(string path, string body) =>
        host.Host.Web.PutAsync(new Uri(path, UriKind.Relative), Json(body));
}
