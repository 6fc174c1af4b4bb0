using Consent.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Silo.Keys;

/// <summary>Asks a running server, with an administrator's credential.</summary>
internal sealed class ServerApiKeys : IApiKeys
{
    // An acknowledgement may wait for a server that does not answer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel;
    private readonly ConsentAccess.ConsentAccessClient _client;
    private readonly Metadata _headers;

    public ServerApiKeys(Uri server, string token)
    {
        Place = $"the server at {server}";
        _channel = GrpcChannel.ForAddress(server);
        _client = new ConsentAccess.ConsentAccessClient(_channel);
        _headers = new Metadata { { "authorization", $"Bearer {token}" } };
    }

    public string Place { get; }

    public Task<CreateApiKeyResponse> CreateAsync(CreateApiKeyRequest request, CancellationToken cancellation) =>
        _client.CreateApiKeyAsync(request, Options(cancellation)).ResponseAsync;

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation)
    {
        var keys = new List<ApiKey>();
        var request = new ListApiKeysRequest();
        do
        {
            var page = await _client.ListApiKeysAsync(request, Options(cancellation));
            keys.AddRange(page.ApiKeys);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return keys;
    }

    public Task<ApiKey> RevokeAsync(RevokeApiKeyRequest request, CancellationToken cancellation) =>
        _client.RevokeApiKeyAsync(request, Options(cancellation)).ResponseAsync;

    // The server's answer is that.
    public Task AcknowledgeAsync(Action<TimeSpan> waiting, CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private CallOptions Options(CancellationToken cancellation) =>
        new(_headers, TimeProvider.System.GetUtcNow().UtcDateTime + Limit, cancellation);
}
