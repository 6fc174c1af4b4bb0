using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Consent.Grpc.Access;

namespace Consent.Silo.Access;

/// <summary>A token that was checked: whose it is, and which key it was signed with.</summary>
internal sealed class KnownToken(Caller caller, string signedWith, KeySet keys)
{
    private volatile KeySet _keys = keys;

    public Caller Caller { get; } = caller;

    /// <summary>Whether the key that signed it is still one of the keys.</summary>
    public bool IsSignedWithOneOf(KeySet keys)
    {
        if (ReferenceEquals(_keys, keys))
        {
            return true;
        }

        if (!keys.Has(signedWith))
        {
            return false;
        }

        _keys = keys;
        return true;
    }
}

/// <summary>Tokens that were checked and taken. Only those are here, so that no flood of others fills it.</summary>
/// <remarks>
/// Two generations: when the younger one is full it becomes the elder, and the elder is forgotten. A token that is in use moves
/// to the younger one, so it stays however many others come by.
/// </remarks>
internal sealed class TokenCache(int generation = TokenCache.Generation)
{
    /// <summary>How many tokens a generation holds: 2,048 of the longest are 32 MiB.</summary>
    private const int Generation = 2_048;

    private readonly Lock _lock = new();

    private volatile ConcurrentDictionary<string, KnownToken> _younger = New();
    private volatile ConcurrentDictionary<string, KnownToken> _elder = New();
    private int _count;

    /// <summary>Gets how many tokens are known, those of both generations twice.</summary>
    public int Count => _younger.Count + _elder.Count;

    public bool TryFind(string authorization, [NotNullWhen(true)] out KnownToken? known)
    {
        if (_younger.TryGetValue(authorization, out known))
        {
            return true;
        }

        if (!_elder.TryGetValue(authorization, out known))
        {
            return false;
        }

        // Moved to the younger generation, as it is in use.
        known = Add(authorization, known);
        return true;
    }

    /// <summary>Adds a token. Where it came meanwhile, the one that is there stays: a credential has one caller.</summary>
    public KnownToken Add(string authorization, KnownToken known)
    {
        lock (_lock)
        {
            if (_younger.TryGetValue(authorization, out var added))
            {
                return added;
            }

            if (_count == generation)
            {
                (_elder, _younger, _count) = (_younger, New(), 0);
            }

            known = _elder.GetValueOrDefault(authorization) ?? known;
            _younger[authorization] = known;
            _count++;
            return known;
        }
    }

    private static ConcurrentDictionary<string, KnownToken> New() => new(SignatureComparer.Instance);

    /// <summary>Hashes a token's last characters alone, which are of its signature and differ by themselves.</summary>
    private sealed class SignatureComparer : IEqualityComparer<string>
    {
        private const int Hashed = 32;

        public static SignatureComparer Instance { get; } = new();

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string token) => string.GetHashCode(token.AsSpan(Math.Max(0, token.Length - Hashed)));
    }
}
