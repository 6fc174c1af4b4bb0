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
    // What was made of a key once; whether it was revoked the roster is asked each time.
    private readonly ConcurrentDictionary<ulong, Known> _known = new();

    /// <summary>The caller whose key it is; null where the key is not taken.</summary>
    public Caller? Read(ReadOnlySpan<char> text, ReplicaRoster roster)
    {
        var now = time.GetUtcNow();
        Span<byte> secret = stackalloc byte[ApiKeyText.SecretBytes];
        var caller = ApiKeyText.TryRead(text, out var id, secret)
            && roster.Registry.FindApiKey(id) is { } found
            && found.Key.IsValid(Instant.From(now))
                ? CallerOf(found, secret)
                : null;
        CryptographicOperations.ZeroMemory(secret);
        if (caller is not null)
        {
            uses.Note(id, now);
        }

        return caller;
    }

    /// <summary>Whether the key is still taken.</summary>
    public bool IsStillTaken(ApiKeyId id, ReplicaRoster roster) => roster.Registry.FindApiKey(id)?.Key.IsValid(Instant.From(time.GetUtcNow())) == true;

    private Caller? CallerOf(RosterApiKey found, ReadOnlySpan<byte> secret)
    {
        if (_known.TryGetValue(found.Key.Id.Value, out var known)
            && ReferenceEquals(known.Found, found)
            && CryptographicOperations.FixedTimeEquals(known.Secret, secret))
        {
            return known.Caller;
        }

        return ApiKeyText.IsDigestOf(found.Digest.Span, secret) ? Add(found, secret.ToArray()) : null;
    }

    private Caller Add(RosterApiKey found, byte[] secret)
    {
        var key = found.Key;
        var made = new Known(found, secret, new Caller($"key {key.Id}", key.Grant, key.ExpiresAt) { ApiKey = key.Id });
        return _known.AddOrUpdate(key.Id.Value, made, (_, other) => ReferenceEquals(other.Found, found) ? other : made).Caller;
    }

    /// <summary>A key as the roster has it, its secret, which has that digest, and its caller.</summary>
    /// <remarks>A digest for each call would take a twentieth of a check's processor time (perf); the comparison takes next to none.</remarks>
    private sealed record Known(RosterApiKey Found, byte[] Secret, Caller Caller);
}
