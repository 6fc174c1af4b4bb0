using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;

namespace Consent.Grpc.Tests.Registry;

/// <summary>The registry as HTTP and JSON: the body of a PUT is the account or sender itself, its key is in the path.</summary>
[Collection(OneHost.Name)]
public sealed class RegistryJsonTests(SharedHost host)
{
    [Fact]
    public async Task Registry_OverJson_IsTheSame()
    {
        var account = Registrations.NewAccount();
        var sender = Registrations.NewSender(account);
        var senderPath = $"/v1/senders/{sender.SenderNumber.Replace("+", "%2B", StringComparison.Ordinal)}";

        var put = await PutAsync($"/v1/accounts/{account.AccountId}", """{"displayName": "Acme", "helpKeywords": ["hulp"], "supportContact": "acme.example/help"}""");
        var putSender = await PutAsync(senderPath, $$"""{"accountId": "{{account.AccountId}}", "kind": "SENDER_KIND_STANDARD"}""");

        Assert.Equal((HttpStatusCode.OK, "1", "hulp"), (put.Status, Text(put, "revision"), (string?)put.Body!["helpKeywords"]![0]));
        Assert.Equal("acme.example/help", Text(put, "supportContact"));
        Assert.Equal((HttpStatusCode.OK, sender.SenderNumber), (putSender.Status, Text(putSender, "senderNumber")));
        Assert.Equal(put.Body.ToJsonString(), (await GetAsync($"/v1/accounts/{account.AccountId}")).Body!.ToJsonString());
        Assert.Equal(putSender.Body!.ToJsonString(), (await GetAsync(senderPath)).Body!.ToJsonString());
        var senders = await GetAsync($"/v1/accounts/{account.AccountId}/senders?pageSize=10");
        Assert.Equal(sender.SenderNumber, (string?)Assert.Single(senders.Body!["senders"]!.AsArray())!["senderNumber"]);
        Assert.NotEmpty((await GetAsync("/v1/accounts?pageSize=1")).Body!["accounts"]!.AsArray());
    }

    [Fact]
    public async Task Put_RepliesByLanguage_AreAnObjectByTheTags()
    {
        var path = $"/v1/accounts/{Registrations.NewAccount().AccountId}";

        var put = await PutAsync(
            path, """{"displayName": "Acme", "repliesByLanguage": {"es": {"help": "Llame."}, "FR": {"help": "Appelez."}, "de": null}}""");

        var expected = """{"es":{"optOutConfirmation":"","optInConfirmation":"","help":"Llame."},"fr":{"optOutConfirmation":"","optInConfirmation":"","help":"Appelez."}}""";
        Assert.Equal(expected, put.Body!["repliesByLanguage"]!.ToJsonString());
        Assert.Equal(expected, (await GetAsync(path)).Body!["repliesByLanguage"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"es": {"hepl": "Llame."}}""", "account.replies_by_language[es].hepl", ErrorReason.FieldUnknown)]
    [InlineData("""{"es": {"help": 5}}""", "account.replies_by_language[es].help", ErrorReason.MessageUndecodable)]
    [InlineData("""{"es": "Llame."}""", "account.replies_by_language[es]", ErrorReason.MessageUndecodable)]
    [InlineData("""{"+15557654321": 5}""", "account.replies_by_language[(not a name)]", ErrorReason.MessageUndecodable)]
    [InlineData("""["es"]""", "account.replies_by_language", ErrorReason.MessageUndecodable)]
    [InlineData("""{"es": {"help": " "}}""", "account.replies_by_language[es].help", ErrorReason.FieldBlank)]
    [InlineData("""{"e": {"help": "x"}}""", "account.replies_by_language[e]", ErrorReason.LanguageTagInvalid)]
    public async Task Put_RepliesByLanguageThatAreWrong_AreRefusedByTheirTag(string replies, string field, string reason)
    {
        var refusal = await PutAsync("/v1/accounts/wrong-replies", $$"""{"displayName": "Acme", "repliesByLanguage": {{replies}}}""");

        var info = refusal.Body!["details"]!.AsArray().Single(detail => detail!["reason"] is not null)!;
        Assert.Equal((HttpStatusCode.BadRequest, reason), (refusal.Status, (string?)info["reason"]));
        Assert.Equal(field, (string?)info["metadata"]!["field"]);
        Assert.DoesNotContain("5557654321", refusal.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithARevision_IsGuarded()
    {
        var path = $"/v1/accounts/{Registrations.NewAccount().AccountId}";
        await PutAsync(path, """{"displayName": "Acme"}""");

        var changed = await PutAsync(path, """{"displayName": "Acme & Sons", "revision": "1"}""");
        var late = await PutAsync(path, """{"displayName": "Acme & Daughters", "revision": "1"}""");

        Assert.Equal("2", Text(changed, "revision"));
        Assert.Equal((HttpStatusCode.BadRequest, 9), (late.Status, (int?)late.Body!["code"]));
        Assert.Equal(
            (ErrorReason.RevisionMismatch, "2"),
            ((string?)late.Body["details"]![0]!["reason"], (string?)late.Body["details"]![0]!["metadata"]!["revision"]));
    }

    [Fact]
    public async Task Put_AnIdInTheBodyToo_IsThePaths()
    {
        var account = Registrations.NewAccount();

        var put = await PutAsync($"/v1/accounts/{account.AccountId}", """{"accountId": "another", "displayName": "Acme"}""");

        Assert.Equal(account.AccountId, Text(put, "accountId"));
    }

    [Theory]
    [InlineData("/v1/accounts/wrapped", """{"account": {"displayName": "Acme"}}""", "account", "account.account")]
    [InlineData("/v1/accounts/wrapped", "{}", "account", "account")]
    [InlineData("/v1/senders/ACME", """{"sender": {"accountId": "acme", "kind": "SENDER_KIND_ENGAGE"}}""", "sender", "sender.sender")]
    [InlineData("/v1/senders/ACME", "{}", "sender", "sender")]
    public async Task Put_ABodyThatIsWrapped_IsRefusedAndSaysWhy(string path, string body, string resource, string field)
    {
        var before = await host.Ledger.LengthAsync();

        var refusal = await PutAsync(path, body);

        Assert.Equal((HttpStatusCode.BadRequest, 3), (refusal.Status, (int?)refusal.Body!["code"]));
        Assert.Equal(field, (string?)refusal.Body["details"]![0]!["metadata"]!["field"]);
        Assert.Contains($"the body is the {resource} itself, not an object that contains it", Text(refusal, "message"), StringComparison.Ordinal);
        Assert.Equal(before, await host.Ledger.LengthAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"displayName": 5}""")]
    [InlineData("""{"displayName": "Acme", "resubscribePolicy": "NEVER"}""")]
    [InlineData("""{"displayName": "Acme", "optOutKeywords": "basta"}""")]
    [InlineData("""{"displayName": "Acme", "revision": "one"}""")]
    public async Task Put_ABodyThatDoesNotDecode_IsABadRequest(string body)
    {
        var refusal = await PutAsync("/v1/accounts/undecodable", body);

        Assert.Equal((HttpStatusCode.BadRequest, 3), (refusal.Status, (int?)refusal.Body!["code"]));
        Assert.Equal(ErrorReason.Domain, (string?)refusal.Body["details"]![0]!["domain"]);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/v1/accounts/undecodable")).Status);
    }

    [Theory]
    [InlineData("/v1/accounts/nobody", 404, ErrorReason.AccountNotFound)]
    [InlineData("/v1/accounts/nobody/senders", 404, ErrorReason.AccountNotFound)]
    [InlineData("/v1/senders/NOBODY", 404, ErrorReason.SenderNotFound)]
    [InlineData("/v1/accounts/No-Id", 400, ErrorReason.AccountIdInvalid)]
    [InlineData("/v1/senders/1", 400, ErrorReason.NumberInvalid)]
    [InlineData("/v1/accounts?pageSize=1001", 400, ErrorReason.OutOfRange)]
    [InlineData("/v1/accounts?pageToken=x", 400, ErrorReason.PageTokenInvalid)]
    [InlineData("/v1/accounts?pageSize=ten", 400, ErrorReason.MessageUndecodable)]
    public async Task Get_Refused_HasItsReason(string path, int status, string reason)
    {
        var refusal = await GetAsync(path);

        Assert.Equal((status, reason), ((int)refusal.Status, (string?)refusal.Body!["details"]![0]!["reason"]));
    }

    private static string? Text(Answer answer, string field) => (string?)answer.Body![field];

    private Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    private Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Host.Web.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null);
    }

    private sealed record Answer(HttpStatusCode Status, JsonObject? Body);
}
