using Consent.V1;

namespace Consent.Silo.Keys;

/// <summary>The API keys as the command reaches them: through a server, or in the database itself.</summary>
internal interface IApiKeys : IAsyncDisposable
{
    /// <summary>Gets where they are, in words.</summary>
    string Place { get; }

    Task<CreateApiKeyResponse> CreateAsync(CreateApiKeyRequest request, CancellationToken cancellation);

    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation);

    Task<ApiKey> RevokeAsync(RevokeApiKeyRequest request, CancellationToken cancellation);

    /// <summary>Returns once every server goes by what was changed.</summary>
    Task AcknowledgeAsync(Action<TimeSpan> waiting, CancellationToken cancellation);
}
