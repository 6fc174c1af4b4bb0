using Consent.Core.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Access;

/// <summary>API keys from their making to their revocation, as callers see them.</summary>
public sealed class ApiKeyLifeTests : IAsyncLifetime
{
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await ApiKeys.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Create_AnswersTheKeyAndOnceItsSecret()
    {
        var expires = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(90));
        expires.Nanos = expires.Nanos / 1_000_000 * 1_000_000;

        var made = await Host.CreateKeyAsync(new CreateApiKeyRequest
        {
            DisplayName = "The gateway's",
            Roles = { Role.Inbound, Role.Check, Role.Check },
            AccountIds = { "acme" },
            SenderNumbers = { "+15550001111", "ACME 24" },
            ExpireTime = expires,
        });

        Assert.Equal(
            new V1.ApiKey
            {
                ApiKeyId = made.Secret[8..24],
                DisplayName = "The gateway's",
                Roles = { Role.Check, Role.Inbound },
                AccountIds = { "acme" },
                SenderNumbers = { "+15550001111", "ACME 24" },
                CreateTime = made.ApiKey.CreateTime,
                ExpireTime = expires,
                CreatedBy = "anonymous",
            },
            made.ApiKey);
        Assert.True(ApiKeyText.TryRead(made.Secret, out _, new byte[ApiKeyText.SecretBytes]));
        Assert.Equal([made.ApiKey], await Host.ListKeysAsync());
    }

    [Fact]
    public async Task Create_OnceAnswered_IsInTheRosterAndInUse()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));

        Assert.True(Host.Services.GetRequiredService<FreshnessGate>().TryPass(out var roster));
        Assert.True(ApiKeyId.TryParse(made.ApiKey.ApiKeyId, out var id));
        Assert.NotNull(roster.Registry.FindApiKey(id));
        Assert.Equal(Decision.Allowed, (await Host.CheckAsync(made.Secret)).Decision);
    }

    [Fact]
    public async Task Check_AnotherSecretOfAKeyInUse_IsRefused()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
        await Host.CheckAsync(made.Secret);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await Host.CheckAsync($"{made.Secret[..^1]}{(made.Secret[^1] == '0' ? '1' : '0')}"));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Equal(Decision.Allowed, (await Host.CheckAsync(made.Secret)).Decision);
    }

    [Fact]
    public async Task Create_ByAKey_NamesIt()
    {
        var admin = await Host.CreateKeyAsync(ApiKeys.Request(Role.Admin));

        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check), admin.Secret);

        Assert.Equal($"key {admin.ApiKey.ApiKeyId}", made.ApiKey.CreatedBy);
    }

    [Fact]
    public async Task Revoke_OnceAnswered_IsRefused()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
        var other = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
        await Host.CheckAsync(made.Secret);

        var revoked = await Host.RevokeKeyAsync(made.ApiKey.ApiKeyId);

        Assert.NotNull(revoked.RevokeTime);
        Assert.Equal(StatusCode.Unauthenticated, (await Refusal.OfAsync(Host.CheckAsync(made.Secret))).Status);
        Assert.Equal(Decision.Allowed, (await Host.CheckAsync(other.Secret)).Decision);
        Assert.Equal([revoked, other.ApiKey], (await Host.ListKeysAsync()).Select(ApiKeys.WithoutUse));
    }

    [Fact]
    public async Task Revoke_Again_ChangesNothing()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
        var revoked = await Host.RevokeKeyAsync(made.ApiKey.ApiKeyId);
        var size = await Host.Ledger.SizeAsync();

        Assert.Equal(revoked, await Host.RevokeKeyAsync(made.ApiKey.ApiKeyId));

        Assert.Equal(size, await Host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task Revoke_OfNoKey_IsNotFound()
    {
        var refusal = await Refusal.OfAsync(Host.RevokeKeyAsync("0123456789abcdef"));

        Assert.Equal((StatusCode.NotFound, ErrorReason.ApiKeyNotFound), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task List_InPages_HasEachKeyOnceInTheOrderOfTheirMaking()
    {
        var made = new List<V1.ApiKey>();
        for (var number = 0; number < 7; number++)
        {
            made.Add((await Host.CreateKeyAsync(new CreateApiKeyRequest { DisplayName = $"{number}", Roles = { Role.Read } })).ApiKey);
        }

        Assert.Equal(made.OrderBy(key => (key.CreateTime.ToDateTime(), key.ApiKeyId)), await Host.ListKeysAsync(size: 3));
        Assert.Equal(await Host.ListKeysAsync(), await Host.ListKeysAsync(size: 7));
    }

    [Fact]
    public async Task List_OfAKeyInUse_SaysInWhichHourItWasUsed()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check));
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;
        await Host.CheckAsync(made.Secret);

        var used = Assert.Single(await Host.ListKeysAsync()).LastUsedTime.ToDateTime();

        Assert.Equal(TimeSpan.Zero, new TimeSpan(used.TimeOfDay.Ticks % TimeSpan.TicksPerHour));
        Assert.InRange(used, before.AddHours(-1), TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Watch_WithAccountChanges_HasKeysWithoutTheirSecrets()
    {
        var made = await Host.CreateKeyAsync(ApiKeys.Request(Role.Check, "acme"));
        var revoked = await Host.RevokeKeyAsync(made.ApiKey.ApiKeyId);
        using var all = Host.Watch(after: 0, withAccountChanges: true);
        using var records = Host.Watch(after: 0);

        var entries = (await all.CatchUpAsync()).Entries;

        Assert.Equal([LedgerEntryKind.ApiKeyPut, LedgerEntryKind.ApiKeyPut], entries.Select(entry => entry.Kind));
        Assert.Equal([made.ApiKey, revoked], entries.Select(entry => entry.ApiKey));
        Assert.Equal(["anonymous", "anonymous"], entries.Select(entry => entry.Actor));
        Assert.All(entries, entry => Assert.Equal(("", "", null), (entry.AccountId, entry.SenderNumber, entry.Record)));
        Assert.DoesNotContain(made.Secret[25..], entries[0].ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await records.CatchUpAsync()).Entries);
    }

    [Fact]
    public async Task Watch_OfOneAccount_HasNoKeys()
    {
        var account = await Host.Registry.PutAccountAsync(new PutAccountRequest
        {
            Account = new Account { AccountId = "acme", DisplayName = "Acme" },
        });
        await Host.CreateKeyAsync(ApiKeys.Request(Role.Check, "acme"));
        using var watch = Host.Watch(after: 0, "acme", withAccountChanges: true);

        var (entries, heartbeat) = await watch.CatchUpAsync();

        Assert.Equal([account], entries.Select(entry => entry.Account));
        Assert.Equal(2, heartbeat);
    }
}
