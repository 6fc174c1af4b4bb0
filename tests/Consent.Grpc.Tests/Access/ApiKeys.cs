using Consent.Grpc.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Access;

/// <summary>A service that takes API keys and also callers without one, and its calls with keys.</summary>
internal static class ApiKeys
{
    public static Task<AuthorityHost> StartAsync(Action<IServiceCollection>? replace = null) => AuthorityHost.StartAsync(services =>
    {
        services.Configure<AccessOptions>(access => access.TakesApiKeys = true);
        replace?.Invoke(services);
    });

    public static Metadata With(string secret) => new() { { "authorization", $"Bearer {secret}" } };

    public static CreateApiKeyRequest Request(Role role, params string[] accounts) =>
        new() { Roles = { role }, AccountIds = { accounts } };

    public static Task<CreateApiKeyResponse> CreateKeyAsync(
        this AuthorityHost host, CreateApiKeyRequest request, string? secret = null) =>
        host.Access.CreateApiKeyAsync(request, HeadersOf(secret)).ResponseAsync;

    public static Task<ApiKey> RevokeKeyAsync(this AuthorityHost host, string id, string? secret = null) =>
        host.Access.RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKeyId = id }, HeadersOf(secret)).ResponseAsync;

    public static async Task<List<ApiKey>> ListKeysAsync(this AuthorityHost host, string? secret = null, int size = 0)
    {
        var keys = new List<ApiKey>();
        var request = new ListApiKeysRequest { PageSize = size };
        do
        {
            var page = await host.Access.ListApiKeysAsync(request, HeadersOf(secret));
            Assert.InRange(page.ApiKeys.Count, 0, size == 0 ? 100 : size);
            keys.AddRange(page.ApiKeys);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return keys;
    }

    /// <summary>Asks with a key for what the role CHECK allows.</summary>
    public static Task<CheckSendResponse> CheckAsync(this AuthorityHost host, string secret) => host.Client.CheckSendAsync(
        new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15552220000" }, With(secret)).ResponseAsync;

    /// <summary>The key as no list has it: when it was last used is told by lists alone.</summary>
    public static ApiKey WithoutUse(this ApiKey key)
    {
        var copy = key.Clone();
        copy.LastUsedTime = null;
        return copy;
    }

    private static Metadata? HeadersOf(string? secret) => secret is null ? null : With(secret);
}
