using System.Text.Json;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Access;
using Consent.Storage.Json;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Access;

/// <summary>API keys, made and revoked as a server does, and how they must be by now.</summary>
internal sealed class ApiKeyStory(ITestDatabase database)
{
    public static readonly Grant Limited = new(
        Roles.Check | Roles.Inbound,
        [AccountId.Parse("acme-plumbing_1")],
        [SenderNumber.Parse("+15550001111"), SenderNumber.Parse("ACME 24")]);

    private readonly List<RosterApiKey> _all = [];
    private readonly ApiKeyUseTable _uses = new(database.Store, database.Turn);

    public ApiKeyTable Table { get; } = new(database.Store, database.Turn);

    public IReadOnlyList<ApiKey> All => _all.ConvertAll(key => key.Key);

    /// <summary>Gets what a roster must have by now.</summary>
    public IReadOnlyList<RosterChange> Changes => _all.ConvertAll(key => new RosterChange(ApiKey: key));

    /// <summary>A key that is in no database yet, made so many seconds after the start.</summary>
    public static (ApiKey Key, byte[] Digest) New(int second = 0, Grant? grant = null, string name = "")
    {
        var (id, _, digest) = ApiKeyText.New();
        var key = new ApiKey
        {
            Id = id,
            DisplayName = name,
            Grant = grant ?? Grant.Everything,
            CreatedAt = Samples.Start + TimeSpan.FromSeconds(second),
            CreatedBy = "key 00000000000000aa",
            ExpiresAt = grant is null ? null : Samples.Start + TimeSpan.FromDays(90),
        };
        return (key, digest);
    }

    /// <summary>A key as an entry of the ledger has it.</summary>
    public static ApiKey Read(object? registered) => JsonSerializer.Deserialize((string)registered!, ConsentJson.Default.ApiKey)!;

    public async Task<ApiKey> CreateAsync(int second = 0, Grant? grant = null, string name = "")
    {
        var (key, digest) = New(second, grant, name);
        await Table.CreateAsync(key, digest);
        _all.Add(new RosterApiKey(key, digest));
        return key;
    }

    public async Task RevokeAsync(ApiKey key, int second = 60)
    {
        var revoked = await Table.RevokeAsync(key.Id, At(second), "key 00000000000000bb");
        var index = _all.FindIndex(known => known.Key.Id == key.Id);
        var before = _all[index].Key;
        var expected = before with { RevokedAt = before.RevokedAt ?? At(second) };
        Assert.Equal(expected, revoked);
        _all[index] = _all[index] with { Key = expected };
    }

    public Task UseAsync(ApiKeyId id, int hour = 0) => _uses.WriteAsync(id, At(hour * 3_600));

    public Task<IReadOnlyDictionary<ApiKeyId, Instant>> UsesAsync() => _uses.ReadAsync(default);

    public static Instant At(int second) => Samples.Start + TimeSpan.FromSeconds(second);
}
