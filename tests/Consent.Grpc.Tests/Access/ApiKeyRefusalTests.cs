using System.Net;
using System.Text;
using Consent.Core.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Tests.Access;

/// <summary>A request that is wrong is refused with everything that is wrong, and makes and revokes nothing.</summary>
[Collection(OneHost.Name)]
public sealed class ApiKeyRefusalTests(SharedHost host)
{
    private static readonly Dictionary<string, (Action<CreateApiKeyRequest> Spoil, string? Limit)> Bad = new()
    {
        ["display_name FIELD_TOO_LONG"] = (request => request.DisplayName = new string('x', 65), "64"),
        ["display_name CONTROL_CHARACTER"] = (request => request.DisplayName = "a\nb", null),
        ["roles FIELD_REQUIRED"] = (request => request.Roles.Clear(), null),
        ["roles TOO_MANY"] = (request => request.Roles.AddRange(Enumerable.Repeat(Role.Check, 5)), "5"),
        ["roles[1] ENUM_UNKNOWN"] = (request => request.Roles.Add((Role)6), null),
        ["roles[2] ENUM_UNKNOWN"] = (request => request.Roles.AddRange([Role.Read, Role.Unspecified]), null),
        ["account_ids[1] ACCOUNT_ID_INVALID"] = (request => request.AccountIds.AddRange(["acme", "Acme"]), null),
        ["account_ids[0] ACCOUNT_ID_INVALID"] = (request => request.AccountIds.Add(""), null),
        ["account_ids TOO_MANY"] = (request => request.AccountIds.AddRange(Enumerable.Range(0, 101).Select(id => $"a{id}")), "100"),
        ["sender_numbers[1] NUMBER_INVALID"] = (request => WithSenders(request, "ACME", "+1"), null),
        ["sender_numbers TOO_MANY"] =
            (request => WithSenders(request, [.. Enumerable.Range(0, 101).Select(number => $"{10_000 + number}")]), "100"),
        ["sender_numbers SCOPE_REQUIRED"] = (request => request.SenderNumbers.Add("ACME"), null),
        ["sender_numbers SCOPE_AMBIGUOUS"] = (request =>
        {
            request.AccountIds.AddRange(["acme", "other"]);
            request.SenderNumbers.Add("ACME");
        }, null),
        ["expire_time TIME_OUT_OF_RANGE"] =
            (request => request.ExpireTime = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddSeconds(-1)), null),
        ["expire_time TIME_INVALID"] = (request => request.ExpireTime = new Timestamp { Seconds = 1, Nanos = -1 }, null),
        ["15 FIELD_UNKNOWN"] = (request => request.MergeFrom(Convert.FromHexString("7801")), null),
    };

    public static TheoryData<string> Requests() => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Create_OneBadField_IsRefusedForIt(string bad)
    {
        var (spoil, limit) = Bad[bad];
        var request = new CreateApiKeyRequest { Roles = { Role.Check } };
        spoil(request);

        var refusal = await RefusedAsync(host.Host.Access.CreateApiKeyAsync(request));

        Assert.Equal([bad], Violations(refusal));
        Assert.Equal(limit, refusal.Info!.Metadata.TryGetValue("limit", out var named) ? named : null);
    }

    [Fact]
    public async Task Create_ManyBadFields_ListsAllOfThem()
    {
        var refusal = await RefusedAsync(host.Host.Access.CreateApiKeyAsync(new CreateApiKeyRequest
        {
            DisplayName = "\0",
            Roles = { (Role)99 },
            AccountIds = { "?", "!" },
            SenderNumbers = { "1" },
            ExpireTime = new Timestamp { Seconds = 1_000_000_000 },
        }));

        Assert.Equal(
            [
                "display_name CONTROL_CHARACTER", "roles[0] ENUM_UNKNOWN", "account_ids[0] ACCOUNT_ID_INVALID",
                "account_ids[1] ACCOUNT_ID_INVALID", "sender_numbers[0] NUMBER_INVALID", "sender_numbers SCOPE_AMBIGUOUS",
                "expire_time TIME_OUT_OF_RANGE",
            ],
            Violations(refusal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("0123456789abcdef0")]
    [InlineData("consent_01234567")]
    public async Task Revoke_OfWhatIsNoId_IsRefused(string id)
    {
        var refusal = await RefusedAsync(host.Host.Access.RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKeyId = id }));

        Assert.Equal([$"api_key_id {(id.Length == 0 ? "FIELD_REQUIRED" : "API_KEY_ID_INVALID")}"], Violations(refusal));
    }

    [Fact]
    public async Task Revoke_OfAWholeKey_DoesNotRepeatIt()
    {
        var (_, secret, _) = ApiKeyText.New();

        var refusal = await RefusedAsync(host.Host.Access.RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKeyId = secret }));

        Assert.DoesNotContain(secret[25..], refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_BadPage_IsRefused()
    {
        var refusal = await RefusedAsync(
            host.Host.Access.ListApiKeysAsync(new ListApiKeysRequest { PageSize = 1_001, PageToken = "AAAA" }));

        Assert.Equal(["page_size OUT_OF_RANGE", "page_token PAGE_TOKEN_INVALID"], Violations(refusal));
    }

    // Without the member that is mistyped, the key would be for all accounts.
    [Theory]
    [InlineData("""{"roles": ["ROLE_CHECK"], "accounts": ["acme"]}""", "accounts")]
    [InlineData("""{"roles": ["ROLE_CHECK"], "accountIDs": ["acme"]}""", "accountIDs")]
    public async Task CreateAsJson_AMemberThatIsUnknown_IsRefused(string body, string member)
    {
        var before = await host.Ledger.LengthAsync();

        using var response = await PostAsync("/v1/apiKeys", body);

        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"FIELD_UNKNOWN\"", text, StringComparison.Ordinal);
        Assert.Contains($"\"{member}\"", text, StringComparison.Ordinal);
        Assert.Equal(before, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task CreateAndRevokeAsJson_Work()
    {
        using var made = await PostAsync("/v1/apiKeys", """{"roles": ["ROLE_CHECK", 2], "accountIds": ["acme"]}""");
        var key = CreateApiKeyResponse.Parser.ParseJson(await made.Content.ReadAsStringAsync()).ApiKey;
        Assert.Equal([Role.Check, Role.Inbound], key.Roles);

        using var revoked = await PostAsync($"/v1/apiKeys/{key.ApiKeyId}:revoke", "{}");
        var after = V1.ApiKey.Parser.ParseJson(await revoked.Content.ReadAsStringAsync());

        Assert.NotNull(after.RevokeTime);
        after.RevokeTime = null;
        Assert.Equal(key, after);
    }

    private static void WithSenders(CreateApiKeyRequest request, params string[] senders)
    {
        request.AccountIds.Add("acme");
        request.SenderNumbers.AddRange(senders);
    }

    private static IEnumerable<string> Violations(Refusal refusal) =>
        refusal.BadRequest!.FieldViolations.Select(violation => $"{violation.Field} {violation.Reason}");

    private async Task<Refusal> RefusedAsync<T>(AsyncUnaryCall<T> call)
    {
        var before = await host.Ledger.LengthAsync();

        var refusal = await Refusal.OfAsync(call);

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.Domain), (refusal.Status, refusal.Info!.Domain));
        Assert.Equal(before, await host.Ledger.LengthAsync());
        return refusal;
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) => host.Host.Web.PostAsync(
        new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
}
