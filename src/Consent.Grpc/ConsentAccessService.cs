using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.V1;
using Grpc.Core;
using ApiKey = Consent.V1.ApiKey;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentAccessService(ApiKeyHandler apiKeys) : ConsentAccess.ConsentAccessBase
{
    // A key is about the accounts of its grant, which the handler compares with the caller's.
    public static readonly Demands Demands = new Demands(ConsentAccess.Descriptor)
        .Add<CreateApiKeyRequest>(nameof(CreateApiKey), Roles.Admin, static _ => Scope.None)
        .Add<ListApiKeysRequest>(nameof(ListApiKeys), Roles.Admin, static _ => Scope.None)
        .Add<RevokeApiKeyRequest>(nameof(RevokeApiKey), Roles.Admin, static _ => Scope.None);

    public override Task<CreateApiKeyResponse> CreateApiKey(CreateApiKeyRequest request, ServerCallContext context) =>
        apiKeys.CreateAsync(request, context);

    public override Task<ListApiKeysResponse> ListApiKeys(ListApiKeysRequest request, ServerCallContext context) =>
        apiKeys.ListAsync(request, context);

    public override Task<ApiKey> RevokeApiKey(RevokeApiKeyRequest request, ServerCallContext context) =>
        apiKeys.RevokeAsync(request, context);
}
