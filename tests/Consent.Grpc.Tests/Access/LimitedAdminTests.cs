using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Access;

/// <summary>An administrator of one account makes, sees and revokes keys of that account only.</summary>
public sealed class LimitedAdminTests : IAsyncLifetime
{
    private AuthorityHost? _host;
    private CreateApiKeyResponse? _admin;

    private AuthorityHost Host => _host!;

    private string Secret => _admin!.Secret;

    public async Task InitializeAsync()
    {
        _host = await ApiKeys.StartAsync();
        _admin = await Host.CreateKeyAsync(ApiKeys.Request(Role.Admin, "acme", "bolt"));
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Create_WithinItsAccounts_IsMade()
    {
        var one = await Host.CreateKeyAsync(ApiKeys.Request(Role.Admin, "bolt"), Secret);
        var sender = await Host.CreateKeyAsync(
            new CreateApiKeyRequest { Roles = { Role.Check }, AccountIds = { "acme" }, SenderNumbers = { "+15550001111" } }, Secret);

        Assert.Equal([_admin!.ApiKey, one.ApiKey, sender.ApiKey], (await Host.ListKeysAsync(Secret)).Select(ApiKeys.WithoutUse));
    }

    [Theory]
    [InlineData]
    [InlineData("acme", "other")]
    [InlineData("other")]
    public async Task Create_BeyondItsAccounts_IsRefused(params string[] accounts)
    {
        var size = await Host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(Host.CreateKeyAsync(ApiKeys.Request(Role.Check, accounts), Secret));

        Assert.Equal((StatusCode.PermissionDenied, ErrorReason.ScopeNotGranted), (refusal.Status, refusal.Reason));
        Assert.Equal(size, await Host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task List_OfALimitedAdministrator_LeavesOutTheKeysOfOthersAndFillsItsPages()
    {
        var own = new List<ApiKey> { _admin!.ApiKey };
        for (var number = 0; number < 4; number++)
        {
            await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
            await Host.CreateKeyAsync(ApiKeys.Request(Role.Check, "other"));
            await Host.CreateKeyAsync(ApiKeys.Request(Role.Check, "acme", "other"));
            own.Add((await Host.CreateKeyAsync(ApiKeys.Request(Role.Check, "acme"))).ApiKey);
        }

        var pages = await Host.ListKeysAsync(Secret, size: 2);

        Assert.Equal(own.Select(key => key.ApiKeyId).Order(), pages.Select(key => key.ApiKeyId).Order());
        Assert.Equal(17, (await Host.ListKeysAsync()).Count);
    }

    [Fact]
    public async Task Revoke_WithinItsAccounts_Revokes()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Read, "acme"));

        var revoked = await Host.RevokeKeyAsync(made.ApiKey.ApiKeyId, Secret);

        Assert.NotNull(revoked.RevokeTime);
    }

    [Fact]
    public async Task Revoke_OfAnothersKeyAndOfNone_AreRefusedAlike()
    {
        var unlimited = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
        var other = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check, "other"));

        var refusals = new List<Refusal>();
        foreach (var id in new[] { unlimited.ApiKey.ApiKeyId, other.ApiKey.ApiKeyId, "0123456789abcdef" })
        {
            refusals.Add(await Refusal.OfAsync(Host.RevokeKeyAsync(id, Secret)));
        }

        Assert.Equal(StatusCode.PermissionDenied, refusals[0].Status);
        Assert.Single(refusals.Select(refusal => (refusal.Status, refusal.Text)).Distinct());
        Assert.All(await Host.ListKeysAsync(), key => Assert.Null(key.RevokeTime));
    }

    [Theory]
    [InlineData(Role.Check)]
    [InlineData(Role.Inbound)]
    [InlineData(Role.Read)]
    [InlineData(Role.Operate)]
    public async Task AnyMethod_WithoutTheRoleAdmin_IsRefused(Role role)
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(role));

        var refusals = new[]
        {
            await Refusal.OfAsync(Host.CreateKeyAsync(ApiKeys.Request(role), made.Secret)),
            await Refusal.OfAsync(Host.ListKeysAsync(made.Secret)),
            await Refusal.OfAsync(Host.RevokeKeyAsync(made.ApiKey.ApiKeyId, made.Secret)),
        };

        Assert.All(refusals, refusal =>
            Assert.Equal((StatusCode.PermissionDenied, ErrorReason.RoleNotGranted), (refusal.Status, refusal.Reason)));
    }
}
