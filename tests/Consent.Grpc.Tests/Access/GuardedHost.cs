using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Storage.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Access;

/// <summary>A service that takes API keys and nobody without one; two businesses, of which <see cref="Own"/> has limited keys.</summary>
public sealed class GuardedHost : IAsyncLifetime
{
    private AuthorityHost? _host;

    public AuthorityHost Host => _host!;

    internal Business Own { get; private set; } = null!;

    internal Business Other { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _host = await AuthorityHost.StartAsync(services => services.Configure<AccessOptions>(
            access => (access.IsRequired, access.TakesApiKeys) = (true, true)));
        Own = await Business.RegisterAsync(Host);
        Other = await Business.RegisterAsync(Host);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Makes a key, and waits until it is taken.</summary>
    public async Task<string> KeyAsync(Grant grant) => (await MakeKeyAsync(grant)).Text;

    /// <summary>Makes a key for the own business.</summary>
    public Task<string> OwnKeyAsync(Roles roles, params string[] senders) =>
        KeyAsync(new Grant(roles, [AccountId.Parse(Own.Id)], [.. senders.Select(SenderNumber.Parse)]));

    internal async Task<(ApiKeyId Id, string Text)> MakeKeyAsync(Grant grant, Instant? expiresAt = null)
    {
        var keys = Host.Services.GetRequiredService<ApiKeyTable>();
        var (id, text, digest) = ApiKeyText.New();
        var now = await keys.NowAsync(CancellationToken.None);
        await keys.CreateAsync(new ApiKey { Id = id, Grant = grant, CreatedAt = now, ExpiresAt = expiresAt }, digest);
        await Host.PolledAsync();
        return (id, text);
    }
}

[CollectionDefinition(Name)]
public sealed class OneGuardedHost : ICollectionFixture<GuardedHost>
{
    public const string Name = "One guarded host";
}
