using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Consent.Core.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Storage.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.OpenApi;

/// <summary>What the document says that each operation takes and answers, asked of the server.</summary>
public sealed class OpenApiCallTests : IAsyncLifetime
{
    private const string Sender = "+15550001111";

    // Stands for the id of a key that is there.
    private const string MadeKey = "MADE";

    // The least that each body needs: members of a scope are required only as one of two.
    private static readonly Dictionary<string, string> LeastBodies = new()
    {
        ["PutAccount"] = """{"displayName": "Acme", "resubscribePolicy": "RESUBSCRIBE_POLICY_MANUAL_REACTIVATION"}""",
        ["PutSender"] = """{"accountId": "acme", "kind": "SENDER_KIND_STANDARD"}""",
        ["RecordOptOut"] = """{"customerNumber": "+15557654321", "accountId": "acme", "idempotencyKey": "o1"}""",
        ["CheckSend"] = """{"senderNumber": "+15550001111", "customerNumber": "+15557654321"}""",
        ["BatchCheckSend"] = """{"senderNumber": "+15550001111", "customerNumbers": ["+15557654321", "555"]}""",
        ["SelectSender"] = """{"customerNumber": "+15557654321", "accountId": "acme"}""",
        ["ClassifyText"] = "{}",
        ["RecordInbound"] = """{"senderNumber": "+15550001111", "customerNumber": "+15557654322", "messageId": "m1", "body": "not interested"}""",

        // The fourth entry of the ledger: after an account, its sender and an opt-out.
        ["ResolveReview"] =
            """
            {"position": "4", "accountId": "acme", "verdict": "REVIEW_VERDICT_NOT_OPT_OUT", "actor": "op", "idempotencyKey": "v1"}
            """,
        ["CreateApiKey"] = """{"roles": ["ROLE_CHECK"]}""",
        ["RevokeApiKey"] = "{}",
        ["Reactivate"] =
            """
            {"customerNumber": "+15557654321", "accountId": "acme", "actor": "op", "evidence": "ticket", "idempotencyKey": "r1",
             "requestedAt": "NOW"}
            """,
    };

    // A value that each parameter takes, and one that it refuses.
    private static readonly Dictionary<string, (string Good, string Bad)> Parameters = new()
    {
        ["accountId"] = ("acme", "A C"),
        ["apiKeyId"] = (MadeKey, "x"),
        ["afterPosition"] = ("0", "x"),
        ["asOf"] = ("NOW", "1999-01-01T00:00:00Z"),
        ["asOfPosition"] = ("1", "-1"),
        ["customerNumber"] = ("+15557654321", "555"),
        ["includeAccountChanges"] = ("true", "x"),
        ["pageSize"] = ("10", "1001"),
        ["pageToken"] = ("", "x"),
        ["senderNumber"] = (Sender, "?"),
        ["state"] = ("CONSENT_STATE_OPTED_OUT", "CONSENT_STATE_X"),
        ["ListReviews state"] = ("REVIEW_STATE_OPEN", "CONSENT_STATE_OPTED_OUT"),
    };

    private AuthorityHost? _host;
    private JsonNode? _document;
    private string? _apiKeyId;

    public async Task InitializeAsync()
    {
        _host = await AuthorityHost.StartAsync();
        _document = JsonNode.Parse(await _host.Web.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task Operations_AnswerWhatTheyNeedAtLeast_AsDocumented()
    {
        foreach (var operation in InOrder())
        {
            var (status, type, answer) = await CallAsync(operation, LeastBody(operation.Id), []);

            Assert.True(status == HttpStatusCode.OK, $"{operation.Id}: {answer}");
            var content = operation.Response("200").Single();
            Assert.Equal((operation.Id, content.Key), (operation.Id, type));
            Conforms(operation.Id, answer, content.Value!["x-oai-itemSchema"]?["anyOf"]?[0] ?? content.Value["schema"]!);
        }
    }

    [Fact]
    public async Task Parameters_EachThatIsDocumented_IsRead()
    {
        var read = new List<string>();
        await RegisterAsync();
        foreach (var operation in InOrder())
        {
            foreach (var parameter in operation.Parameters.Select(parameter => (string)parameter["name"]!))
            {
                var (taken, refused) = Parameters.GetValueOrDefault($"{operation.Id} {parameter}", Parameters[parameter]);
                var (good, _, answer) = await CallAsync(operation, LeastBody(operation.Id), [(parameter, Value(taken))]);
                var (bad, type, refusal) = await CallAsync(operation, LeastBody(operation.Id), [(parameter, refused)]);

                Assert.True(good == HttpStatusCode.OK, $"{operation.Id} {parameter}: {answer}");
                Assert.True(bad == HttpStatusCode.BadRequest, $"{operation.Id} {parameter}: {refusal}");
                Assert.Equal("application/json", type);
                Conforms(operation.Id, refusal, operation.Response("default")["application/json"]!["schema"]!);
                read.Add($"{operation.Id} {parameter}");
            }
        }

        Assert.Contains("GetStatusByAccountId asOf", read);
        Assert.DoesNotContain("GetStatusByAccountId senderNumber", read);
    }

    [Fact]
    public async Task Members_EachThatIsDocumented_IsReadFromTheBody()
    {
        await RegisterAsync();
        foreach (var (operation, schema) in WithBodies())
        {
            Assert.Empty(Members(schema).Select(member => member.Key).Intersect(operation.PathNames));
            foreach (var (member, type) in Members(schema))
            {
                var body = LeastBody(operation.Id)!;
                body[member] = type!["type"]?.ToString() == "boolean" ? "x" : true;
                var (status, _, answer) = await CallAsync(operation, body, []);

                Assert.True(status == HttpStatusCode.BadRequest, $"{operation.Id} {member}: {answer}");
                if (type["type"] is JsonArray)
                {
                    body[member] = null;
                    (status, _, answer) = await CallAsync(operation, body, []);
                    Assert.True(status == HttpStatusCode.OK, $"{operation.Id} {member} null: {answer}");
                }
            }
        }
    }

    [Fact]
    public async Task Members_EachThatIsRequired_IsMissedInTheBody()
    {
        await RegisterAsync();
        foreach (var (operation, schema) in WithBodies())
        {
            foreach (var member in Required(schema))
            {
                var body = LeastBody(operation.Id)!;
                Assert.True(body.Remove(member), $"{operation.Id} answers without {member}.");
                var (status, _, answer) = await CallAsync(operation, body, []);

                Assert.True(status == HttpStatusCode.BadRequest, $"{operation.Id} without {member}: {answer}");
            }
        }
    }

    // A body may have none: all of its message is in the path.
    private static JsonObject Members(JsonNode schema) => schema["properties"]?.AsObject() ?? [];

    private static IEnumerable<string> Required(JsonNode schema) =>
        (schema["required"]?.AsArray() ?? []).Select(name => (string)name!);

    private static string Value(string text) => text == "NOW" ? TimeProvider.System.GetUtcNow().ToString("O") : text;

    private static JsonObject? LeastBody(string operation) => LeastBodies.TryGetValue(operation, out var body)
        ? JsonNode.Parse(body.Replace("NOW", Value("NOW"), StringComparison.Ordinal))!.AsObject()
        : null;

    // What is put comes first: the others are about it.
    private List<Operation> InOrder() =>
    [
        .. _document!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(verb => new Operation(path.Key, verb.Key, verb.Value!)))
            .OrderBy(operation => LeastBodies.Keys.ToList().IndexOf(operation.Id) is var at && at < 0 ? LeastBodies.Count : at),
    ];

    private IEnumerable<(Operation Operation, JsonNode Schema)> WithBodies() => InOrder()
        .Where(operation => operation.Node["requestBody"] is not null)
        .Select(operation => (operation, Resolve(operation.Node["requestBody"]!["content"]!["application/json"]!["schema"]!)));

    private async Task RegisterAsync()
    {
        foreach (var operation in InOrder().Take(3))
        {
            var (status, _, answer) = await CallAsync(operation, LeastBody(operation.Id), []);
            Assert.True(status == HttpStatusCode.OK, $"{operation.Id}: {answer}");
        }
    }

    /// <summary>Calls an operation; of a stream the first line is the answer.</summary>
    private async Task<(HttpStatusCode Status, string? Type, JsonNode Answer)> CallAsync(
        Operation operation, JsonObject? body, IEnumerable<(string Name, string Value)> given)
    {
        var values = Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Good);
        var query = new List<string>();
        foreach (var (name, value) in given)
        {
            values[name] = value;
            query.Add(operation.PathNames.Contains(name) ? "" : $"{name}={Uri.EscapeDataString(value)}");
        }

        foreach (var name in operation.PathNames.Where(name => values[name] == MadeKey))
        {
            values[name] = _apiKeyId ??= await MakeKeyAsync();
        }

        var path = operation.PathNames.Aggregate(operation.Path, (at, name) =>
            at.Replace($"{{{name}}}", Uri.EscapeDataString(values[name]), StringComparison.Ordinal));
        using var request = new HttpRequestMessage(
            HttpMethod.Parse(operation.Verb), new Uri($"{path}?{string.Join('&', query)}", UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await _host!.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.False(response.Headers.Contains(JsonRequests.WarningHeader), $"{operation.Id} does not know what is documented.");
        var answer = await lines.ReadLineAsync();
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, JsonNode.Parse(answer!)!);
    }

    private async Task<string> MakeKeyAsync()
    {
        var (id, _, digest) = ApiKeyText.New();
        var keys = _host!.Services.GetRequiredService<ApiKeyTable>();
        var now = await keys.NowAsync(CancellationToken.None);
        await keys.CreateAsync(new ApiKey { Id = id, Grant = Grant.Everything, CreatedAt = now }, digest);
        await _host.PolledAsync();
        return id.ToString();
    }

    // What extends another schema, as one.
    private JsonNode Resolve(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return Resolve(_document!["components"]!["schemas"]![reference.Split('/')[^1]]!);
        }

        if (schema["allOf"] is not JsonArray parts)
        {
            return schema;
        }

        var all = parts.Select(part => Resolve(part!)).ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. all.SelectMany(Required).Select(name => JsonValue.Create(name))]),
            ["properties"] = new JsonObject(all.SelectMany(part => part["properties"]!.DeepClone().AsObject()
                .Select(member => KeyValuePair.Create(member.Key, (JsonNode?)member.Value!.DeepClone())))),
        };
    }

    private void Conforms(string where, JsonNode? value, JsonNode given)
    {
        var schema = Resolve(given);
        switch ((string)schema["type"]!)
        {
            case "object" when schema["additionalProperties"] is null:
                var members = value!.AsObject();
                Assert.Empty(Required(schema).Except(members.Select(member => member.Key)));
                Assert.All(members, member => Conforms($"{where}.{member.Key}", member.Value, schema["properties"]![member.Key]!));
                break;
            case "array":
                Assert.All(value!.AsArray(), item => Conforms($"{where}[]", item, schema["items"]!));
                break;
            case "object":
                Assert.Equal(JsonValueKind.Object, value!.GetValueKind());
                break;
            case "boolean":
                Assert.IsType<bool>((bool)value!);
                break;
            case "integer":
                Assert.Equal(JsonValueKind.Number, value!.GetValueKind());
                break;
            default:
                Assert.True(value!.GetValueKind() == JsonValueKind.String, where);
                Assert.True(schema["enum"]?.AsArray().Any(known => (string?)known == (string?)value) ?? true, where);
                break;
        }
    }

    private sealed record Operation(string Path, string Verb, JsonNode Node)
    {
        public string Id => (string)Node["operationId"]!;

        public IEnumerable<JsonNode> Parameters => (Node["parameters"]?.AsArray() ?? []).OfType<JsonNode>();

        public List<string> PathNames =>
        [
            .. Parameters.Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string)parameter["name"]!),
        ];

        public JsonObject Response(string status) => Node["responses"]![status]!["content"]!.AsObject();
    }
}
