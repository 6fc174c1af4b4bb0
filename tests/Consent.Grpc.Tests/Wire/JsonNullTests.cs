using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Registry;
using Consent.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Null leaves a field unset, wherever it is: generated clients write every member that is not set as null.</summary>
[Collection(OneHost.Name)]
public sealed class JsonNullTests(SharedHost host)
{
    private static readonly Dictionary<string, HttpRule> Rules = WireMethods.Services
        .SelectMany(service => service.Methods)
        .Where(method => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not null)
        .ToDictionary(method => method.Name, method => method.GetOptions().GetExtension(AnnotationsExtensions.Http));

    public static TheoryData<string> MethodsWithABody() =>
        [.. Rules.Where(rule => rule.Value.Body.Length > 0).Select(rule => rule.Key)];

    [Theory]
    [MemberData(nameof(MethodsWithABody))]
    public async Task EveryMember_Null_IsReadAsNone(string method)
    {
        var rule = Rules[method];
        var body = new JsonObject();
        AddNulls(body, BodyOf(method), message => message.Fields.InDeclarationOrder().Select(field => field.JsonName));
        var inSnakeCase = new JsonObject();
        AddNulls(inSnakeCase, BodyOf(method), message => message.Fields.InDeclarationOrder().Select(field => field.Name));

        var none = await SendAsync(rule, new JsonObject());

        Assert.NotEmpty(body);
        Assert.Equal(none, await SendAsync(rule, body));
        Assert.Equal(none, await SendAsync(rule, inSnakeCase));
    }

    [Theory]
    [MemberData(nameof(MethodsWithABody))]
    public async Task EveryMemberOfEveryMessage_Null_IsReadAsEmptyMessages(string method)
    {
        var (nulls, empty) = (new JsonObject(), new JsonObject());
        foreach (var field in BodyOf(method).Fields.InDeclarationOrder().Where(IsOurMessage))
        {
            var inner = new JsonObject();
            AddNulls(inner, field.MessageType, message => message.Fields.InDeclarationOrder().Select(each => each.JsonName));
            nulls[field.JsonName] = inner;
            empty[field.JsonName] = new JsonObject();
        }

        Assert.Equal(await SendAsync(Rules[method], empty), await SendAsync(Rules[method], nulls));
    }

    [Theory]
    [InlineData("""
        {
          "senderNumber": "SENDER", "accountId": null, "customerNumber": "CUSTOMER", "idempotencyKey": "k1",
          "source": null, "actor": null, "evidence": null, "occurredAt": null
        }
        """)]
    [InlineData("""{"accountId": null, "customerNumber": "CUSTOMER", "idempotencyKey": "k1", "senderNumber": "SENDER"}""")]
    [InlineData("""{"account_id":null,"customerNumber":"CUSTOMER","idempotencyKey":"k1","senderNumber":"SENDER","accountId":null}""")]
    public async Task RecordOptOut_TheOtherScopeNull_Blocks(string body)
    {
        var pair = host.NewPair();

        using var response = await PostAsync("/v1/optOuts", body
            .Replace("SENDER", pair.Sender, StringComparison.Ordinal).Replace("CUSTOMER", pair.Customer, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task SelectSender_TheOtherCandidatesNull_Selects()
    {
        var pair = host.NewPair();

        using var response = await PostAsync("/v1/senders:select", $$"""
            {
              "accountId": null, "channel": null, "customerNumber": "{{pair.Customer}}", "preferredSenderNumber": null,
              "purpose": null, "senderNumbers": ["{{pair.Sender}}"]
            }
            """);

        Assert.Equal(pair.Sender, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["senderNumber"]);
    }

    [Fact]
    public async Task PutAccount_ListsAndRepliesAndRevisionNull_IsPutWithoutThem()
    {
        var id = Registrations.NewAccount().AccountId;
        using var content = new StringContent(
            """
            {"displayName": "Acme", "productName": null, "resubscribePolicy": null, "keywordMatching": null, "optOutKeywords": null,
             "optInKeywords": ["ja"], "helpKeywords": null, "replies": {"help": null, "optInConfirmation": "Hi."}, "revision": null}
            """,
            Encoding.UTF8,
            "application/json");

        using var response = await host.Host.Web.PutAsync(new Uri($"/v1/accounts/{id}", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var account = await host.Registry.GetAccountAsync(new GetAccountRequest { AccountId = id });
        Assert.Equal(
            new Account
            {
                AccountId = id,
                DisplayName = "Acme",
                ResubscribePolicy = ResubscribePolicy.CustomerStart,
                KeywordMatching = KeywordMatching.Reasonable,
                PossibleOptOutPolicy = PossibleOptOutPolicy.Record,
                OptInKeywords = { "ja" },
                Replies = new ReplyTemplates { OptInConfirmation = "Hi." },
                Revision = 1,
            },
            account);
    }

    [Theory]
    [InlineData("asOf=&asOfPosition=")]
    [InlineData("asOf=null&asOfPosition=null")]
    [InlineData("as_of=null&as_of_position=")]
    public async Task GetStatus_QueryEmptyOrNull_IsReadAsNone(string query)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        var path = $"/v1/senders/{pair.Sender}/customers/{pair.Customer}/status";

        using var none = await host.Host.Web.GetAsync(new Uri(path, UriKind.Relative));
        using var unset = await host.Host.Web.GetAsync(new Uri($"{path}?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        Assert.Equal(await none.Content.ReadAsStringAsync(), await unset.Content.ReadAsStringAsync());
    }

    private static void AddNulls(JsonObject body, MessageDescriptor message, Func<MessageDescriptor, IEnumerable<string>> names)
    {
        foreach (var name in names(message))
        {
            body[name] = null;
        }
    }

    private static bool IsOurMessage(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && !field.IsRepeated && field.MessageType.File.Package == "consent.v1";

    private static MessageDescriptor BodyOf(string method)
    {
        var request = WireMethods.Services
            .Select(service => service.FindMethodByName(method)).OfType<MethodDescriptor>().Single().InputType;
        return Rules[method].Body == "*" ? request : request.FindFieldByName(Rules[method].Body).MessageType;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRule rule, JsonObject body)
    {
        var path = $"{rule.Post}{rule.Put}"
            .Replace("{account.account_id}", "nulls", StringComparison.Ordinal)
            .Replace("{sender.sender_number}", "NULLS", StringComparison.Ordinal)
            .Replace("{api_key_id}", "0123456789abcdef", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(
            rule.Put.Length > 0 ? HttpMethod.Put : HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await host.Host.Web.SendAsync(request);
        Assert.False(response.Headers.Contains("consent-warning"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        host.Host.Web.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
}
