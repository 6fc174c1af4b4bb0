using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Consent.Grpc.Tests.Hosting;

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
                "get /v1/accounts/{account_id} GetAccount",
                "get /v1/accounts/{account_id}/customers/{customer_number}/status GetStatus_2",
                "get /v1/accounts/{account_id}/senders ListSenders",
                "get /v1/consents:export ExportConsents",
                "get /v1/customers/{customer_number}/history GetHistory",
                "get /v1/ledger/seals ListSeals",
                "get /v1/ledger:watch WatchLedger",
                "get /v1/senders/{sender_number} GetSender",
                "get /v1/senders/{sender_number}/customers/{customer_number}/status GetStatus",
                "post /v1/inbound RecordInbound",
                "post /v1/optOuts RecordOptOut",
                "post /v1/optOuts:reactivate Reactivate",
                "post /v1/senders:select SelectSender",
                "post /v1/sends:batchCheck BatchCheckSend",
                "post /v1/sends:check CheckSend",
                "post /v1/texts:classify ClassifyText",
                "put /v1/accounts/{account_id} PutAccount",
                "put /v1/senders/{sender_number} PutSender",
            ],
            paths.SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key} {path.Key} {verb.Value!["operationId"]}")).Order(StringComparer.Ordinal));
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
    public async Task Document_SaysWhatTheContractSays()
    {
        var check = (await DocumentAsync())["components"]!["schemas"]!["CheckSendRequest"]!["properties"]!["messageId"]!;

        Assert.StartsWith("The outgoing message's id, at most 128 characters.", (string?)check["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_APut_TakesTheResourceAndItsKeyFromThePath()
    {
        var put = (await DocumentAsync())["paths"]!["/v1/accounts/{account_id}"]!["put"]!;

        Assert.Equal(("account_id", "path"), ((string?)put["parameters"]![0]!["name"], (string?)put["parameters"]![0]!["in"]));
        Assert.Single(put["parameters"]!.AsArray());
        Assert.Equal(
            "#/components/schemas/Account",
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

    private async Task<JsonNode> DocumentAsync() =>
        JsonNode.Parse(await host.Host.Web.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
}
