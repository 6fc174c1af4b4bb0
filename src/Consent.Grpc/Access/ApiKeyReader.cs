using System.Collections.Concurrent;
using System.Security.Cryptography;
using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Roster.Memory;
using Consent.Storage.Replicas;

namespace Consent.Grpc.Access;

/// <summary>Knows the callers of API keys: those that the roster has, which the freshness gate has let through.</summary>
internal sealed class ApiKeyReader(ApiKeyUses uses, TimeProvider time)
{
    // A key's caller is made once; its answer to "revoked?" comes from the roster each time.
    private readonly ConcurrentDictionary<ulong, Known> _known = new();

    /// <summary>The caller whose key it is; null where the key is not taken.</summary>
    public Caller? Read(ReadOnlySpan<char> text, ReplicaRoster roster)
    {
        Span<byte> digest = stackalloc byte[ApiKeyText.SecretBytes];
        if (!ApiKeyText.TryRead(text, out var id, digest)
            || roster.Registry.FindApiKey(id) is not { } found
            || !CryptographicOperations.FixedTimeEquals(digest, found.Digest.Span)
            || !found.Key.IsValid(Now))
        {
            return null;
        }

        uses.Note(id);
        return CallerOf(found);
    }

    /// <summary>Whether the key is still taken.</summary>
    public bool IsStillTaken(ApiKeyId id, ReplicaRoster roster) => roster.Registry.FindApiKey(id)?.Key.IsValid(Now) == true;

    private Instant Now => Instant.From(time.GetUtcNow());

    private Caller CallerOf(RosterApiKey found)
    {
        if (!_known.TryGetValue(found.Key.Id.Value, out var known) || !ReferenceEquals(known.Found, found))
        {
            var key = found.Key;
            known = new Known(found, new Caller($"key {key.Id}", key.Grant, key.ExpiresAt) { ApiKey = key.Id });
            _known[key.Id.Value] = known;
        }

        return known.Caller;
    }

    private sealed record Known(RosterApiKey Found, Caller Caller);
}
