using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Storage.Access;
using Consent.V1;
using Grpc.Core;
using ApiKey = Consent.Core.Access.ApiKey;

namespace Consent.Grpc.Access;

/// <summary>Makes, lists and revokes API keys. A limited caller has to do with those only that its own grant covers.</summary>
internal sealed class ApiKeyHandler(
    FreshnessGate gate, ApiKeyTable table, ApiKeyUses uses, Acknowledgement acknowledgement, DatabaseClock clock, TimeProvider time)
{
    private const string List = "apiKeys";

    public async Task<CreateApiKeyResponse> CreateAsync(CreateApiKeyRequest request, ServerCallContext context)
    {
        var caller = context.GetHttpContext().Caller();
        var wanted = ApiKeyFields.Read(request, clock.NowOrStale());
        if (!caller.Grant.Covers(wanted.Grant))
        {
            throw ConsentErrors.ScopeNotGranted();
        }

        // A server that is cut off could not acknowledge.
        await gate.RosterAsync(context);
        using var callTime = new CallTime(context, time);
        var (id, text, digest) = ApiKeyText.New();
        var key = wanted with { Id = id, CreatedBy = caller.Name };
        await table.CreateAsync(key, digest).WaitAsync(callTime.Token);
        await acknowledgement.WaitAsync(callTime.Token);
        return new CreateApiKeyResponse { ApiKey = key.ToWire(), Secret = text };
    }

    public async Task<ListApiKeysResponse> ListAsync(ListApiKeysRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var size = Pages.Size(ref reader, request.PageSize);
        var after = Pages.After<ApiKeyPlace>(ref reader, List, request.PageToken, ApiKeyFields.PlaceOf);
        reader.ThrowIfInvalid();
        var grant = context.GetHttpContext().Caller().Grant;
        var registry = (await gate.RosterAsync(context)).Registry;
        using var callTime = new CallTime(context, time);
        var lastUses = await uses.ReadAsync(callTime.Token);
        var keys = registry.ListApiKeys(after, int.MaxValue).Where(key => grant.Covers(key.Grant)).ToList();
        var response = new ListApiKeysResponse();
        if (Pages.Fill(response.ApiKeys, keys.Select(key => key.ToWire(LastUse(key))), size))
        {
            response.NextPageToken = PageToken.Of(List, ApiKeyFields.TextOf(ApiKeyPlace.Of(keys[response.ApiKeys.Count - 1])));
        }

        return response;

        Instant? LastUse(ApiKey key) => lastUses.TryGetValue(key.Id, out var at) ? at : null;
    }

    public async Task<V1.ApiKey> RevokeAsync(RevokeApiKeyRequest request, ServerCallContext context)
    {
        var caller = context.GetHttpContext().Caller();
        var arrivedAt = clock.NowOrStale();
        var reader = new RequestReader(default);
        var id = reader.ApiKeyId("api_key_id", request.ApiKeyId);
        reader.ThrowIfInvalid();
        await gate.RosterAsync(context);
        using var callTime = new CallTime(context, time);

        // From the database: the roster may have yet to hear of one that another server made.
        var known = await table.FindAsync(id, callTime.Token);
        RefuseUnlessCovered(caller, known);
        var revoked = await table.RevokeAsync(id, arrivedAt, caller.Name).WaitAsync(callTime.Token);

        // Also where another call revoked it, which may not have been acknowledged.
        await acknowledgement.WaitAsync(callTime.Token);
        return revoked!.ToWire();
    }

    // A limited caller does not learn whether there is such a key.
    private static void RefuseUnlessCovered(Caller caller, ApiKey? key)
    {
        if (caller.Grant.IsLimited && !(key is not null && caller.Grant.Covers(key.Grant)))
        {
            throw ConsentErrors.ScopeNotGranted();
        }

        if (key is null)
        {
            throw ConsentErrors.ApiKeyNotFound("api_key_id");
        }
    }
}
