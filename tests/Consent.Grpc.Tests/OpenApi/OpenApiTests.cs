using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Consent.Grpc.Tests.Hosting;
using Microsoft.OpenApi;

namespace Consent.Grpc.Tests.OpenApi;

public sealed partial class OpenApiTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Document_HasEachJsonMethodThatIsServed()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        Assert.Equal(
            [
                "get /v1/accounts ListAccounts",
                "get /v1/accounts/{accountId} GetAccount",
                "get /v1/accounts/{accountId}/customers/{customerNumber}/status GetStatusByAccountId",
                "get /v1/accounts/{accountId}/senders ListSenders",
                "get /v1/apiKeys ListApiKeys",
                "get /v1/consents:export ExportConsents",
                "get /v1/customers/{customerNumber}/history GetHistory",
                "get /v1/ledger/seals ListSeals",
                "get /v1/ledger:watch WatchLedger",
                "get /v1/reviews ListReviews",
                "get /v1/senders/{senderNumber} GetSender",
                "get /v1/senders/{senderNumber}/customers/{customerNumber}/status GetStatus",
                "post /v1/apiKeys CreateApiKey",
                "post /v1/apiKeys/{apiKeyId}:revoke RevokeApiKey",
                "post /v1/inbound RecordInbound",
                "post /v1/optOuts RecordOptOut",
                "post /v1/optOuts:reactivate Reactivate",
                "post /v1/reviews:resolve ResolveReview",
                "post /v1/senders:select SelectSender",
                "post /v1/sends:batchCheck BatchCheckSend",
                "post /v1/sends:check CheckSend",
                "post /v1/texts:classify ClassifyText",
                "put /v1/accounts/{accountId} PutAccount",
                "put /v1/senders/{senderNumber} PutSender",
            ],
            paths
                .SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key} {path.Key} {verb.Value!["operationId"]}"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_IsValid()
    {
        var (document, diagnostic) = OpenApiDocument.Parse((await DocumentAsync()).ToJsonString(), "json");

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic!.SpecificationVersion);
        Assert.Empty(diagnostic.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Empty(document!.Validate(ValidationRuleSet.GetDefaultRuleSet()));
    }

    [Fact]
    public async Task Document_EachOperation_HasAnIdOfItsOwnThatAnyLanguageTakes()
    {
        var operations = (await DocumentAsync())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).ToList();

        var ids = operations.Select(operation => (string)operation.Value!["operationId"]!).ToList();
        Assert.All(ids, id => Assert.Matches("^[A-Z][A-Za-z]+$", id));
        Assert.Distinct(ids);
        Assert.Equal(
            ["ConsentAccess", "ConsentAuthority", "ConsentLedger", "ConsentRegistry", "ConsentReviews"],
            operations.Select(operation => (string)operation.Value!["tags"]!.AsArray().Single()!)
                .Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_EnumerationsAreSchemasOfTheirOwn_WithWhatTheirValuesMean()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!;

        var enumerations = schemas.AsObject().Where(schema => schema.Value!["enum"] is not null).ToList();
        Assert.Contains("Decision", enumerations.Select(schema => schema.Key));
        Assert.Equal(enumerations.Count, Enumerations().Count(document.ToJsonString()));
        Assert.Contains(
            "DECISION_REASON_PENDING_REPLY: Allowed: the one reply that an inbound message called for.",
            (string?)schemas["DecisionReason"]!["description"],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/ledger:watch", "WatchLedgerResponse")]
    [InlineData("/v1/consents:export", "ExportConsentsResponse")]
    public async Task Document_AStream_IsLinesOfItsMessagesOrOfAnError(string path, string message)
    {
        var document = await DocumentAsync();
        var content = document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!.AsObject();

        var (type, lines) = Assert.Single(content);
        Assert.Equal("application/x-ndjson", type);
        Assert.Equal("binary", (string?)lines!["schema"]!["format"]);
        Assert.Equal(
            [$"#/components/schemas/{message}", "#/components/schemas/Status"],
            lines["x-oai-itemSchema"]!["anyOf"]!.AsArray().Select(line => (string?)line!["$ref"]));

        // By its code a line is known as an error.
        Assert.Null(document["components"]!["schemas"]![message]!["properties"]!["code"]);
    }

    [Fact]
    public async Task Document_EveryReference_IsThere()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ToHashSet(StringComparer.Ordinal);

        var references = References().Matches(document.ToJsonString()).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Contains(reference, schemas));
    }

    [Fact]
    public async Task Document_AMap_IsAnObjectOfItsValues()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        var replies = schemas["AccountContent"]!["properties"]!["repliesByLanguage"]!;
        Assert.Equal("object", (string?)replies["type"]);
        Assert.Equal("#/components/schemas/ReplyTemplates", (string?)replies["additionalProperties"]!["$ref"]);
        Assert.StartsWith("Replies to texts in a language", (string?)replies["description"], StringComparison.Ordinal);
        Assert.Null(schemas["RepliesByLanguageEntry"]);
    }

    [Fact]
    public async Task Document_SaysWhatTheContractSays()
    {
        var check = (await DocumentAsync())["components"]!["schemas"]!["CheckSendRequest"]!["properties"]!["messageId"]!;

        Assert.StartsWith("The outgoing message's id, at most 128 characters.", (string?)check["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_APut_TakesTheResourceAndItsKeyFromThePath()
    {
        var put = (await DocumentAsync())["paths"]!["/v1/accounts/{accountId}"]!["put"]!;

        Assert.Equal(("accountId", "path"), ((string?)put["parameters"]![0]!["name"], (string?)put["parameters"]![0]!["in"]));
        Assert.Single(put["parameters"]!.AsArray());
        Assert.Equal(
            "#/components/schemas/AccountContent",
            (string?)put["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]);
    }

    [Fact]
    public async Task Page_ReadsTheDocument()
    {
        var page = await host.Host.Web.GetStringAsync(new Uri("/docs/index.html", UriKind.Relative));
        var script = await host.Host.Web.GetStringAsync(new Uri("/docs/index.js", UriKind.Relative));

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", script, StringComparison.Ordinal);
    }

    [GeneratedRegex("\"#/components/schemas/([A-Za-z]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("\"enum\":")]
    private static partial Regex Enumerations();

    private async Task<JsonNode> DocumentAsync() =>
        JsonNode.Parse(await host.Host.Web.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
}
