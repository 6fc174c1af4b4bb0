using Consent.Core.Access;
using Consent.Grpc.Wire;
using Consent.Storage.Access;
using Consent.V1;
using Grpc.Core;
using ApiKey = Consent.V1.ApiKey;

namespace Consent.Grpc.Access;

/// <summary>Makes, lists and revokes API keys in the database, for whoever runs the server. No other server is told.</summary>
public sealed class LocalApiKeys(ApiKeyTable table, ApiKeyUseTable uses)
{
    /// <param name="request">The request, as a server takes it.</param>
    /// <param name="by">Who makes it.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT, with all that is wrong.</exception>
    public async Task<CreateApiKeyResponse> CreateAsync(CreateApiKeyRequest request, string by)
    {
        var wanted = ApiKeyFields.Read(request, await table.NowAsync(CancellationToken.None));
        var (id, text, digest) = ApiKeyText.New();
        var key = wanted with { Id = id, CreatedBy = by };
        await table.CreateAsync(key, digest);
        return new CreateApiKeyResponse { ApiKey = key.ToWire(), Secret = text };
    }

    /// <summary>Makes a key that may do everything, if there is none yet.</summary>
    /// <returns>The key; null where there is one, or another server was first.</returns>
    public async Task<string?> CreateFirstAsync(string by)
    {
        var (id, text, digest) = ApiKeyText.New();
        var key = new Core.Access.ApiKey
        {
            Id = id,
            DisplayName = "First administrator",
            Grant = Grant.Everything,
            CreatedAt = await table.NowAsync(CancellationToken.None),
            CreatedBy = by,
        };
        return await table.TryCreateFirstAsync(key, digest) ? text : null;
    }

    /// <summary>All keys in the order in which they were made.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation)
    {
        var lastUses = await uses.ReadAsync(cancellation);
        var keys = await table.ListAsync(cancellation);
        return keys.ConvertAll(key => key.ToWire(lastUses.TryGetValue(key.Id, out var at) ? at : null));
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT or NOT_FOUND.</exception>
    public async Task<ApiKey> RevokeAsync(RevokeApiKeyRequest request, string by)
    {
        var reader = new RequestReader(default);
        var id = reader.ApiKeyId("api_key_id", request.ApiKeyId);
        reader.ThrowIfInvalid();
        var revoked = await table.RevokeAsync(id, await table.NowAsync(CancellationToken.None), by);
        return revoked?.ToWire() ?? throw ConsentErrors.ApiKeyNotFound("api_key_id");
    }
}
