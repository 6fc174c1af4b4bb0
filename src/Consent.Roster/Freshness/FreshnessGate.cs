using System.Diagnostics.CodeAnalysis;
using Consent.Roster.Folding;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>Rule 3: a check passes only where the roster is known to be current; then it looks up, on the same roster.</summary>
public sealed class FreshnessGate
{
    private readonly ReplicaClock _clock;
    private readonly TimeSpan _maxStaleness;
    private ReplicaRoster? _current;

    internal FreshnessGate(ReplicaClock clock, IOptions<FreshnessOptions> options) =>
        (_clock, _maxStaleness) = (clock, options.Value.MaxStaleness);

    /// <summary>Gets a value indicating whether a check would pass now.</summary>
    public bool IsOpen => TryPass(out _);

    /// <summary>The roster to look up in, or false where nobody may be answered from it: UNAVAILABLE, ROSTER_STALE.</summary>
    public bool TryPass([NotNullWhen(true)] out ReplicaRoster? roster)
    {
        roster = Volatile.Read(ref _current);
        if (roster?.FreshAsOf is { } asOf && _clock.AtMostSince(asOf) <= _maxStaleness)
        {
            return true;
        }

        roster = null;
        return false;
    }

    /// <summary>Swaps a roster in whole.</summary>
    internal void Use(ReplicaRoster roster) => Volatile.Write(ref _current, roster);

    /// <summary>Lets nobody pass until a poll makes the roster fresh again, whatever the clocks say by then.</summary>
    internal void Shut() => Volatile.Read(ref _current)?.LoseFreshness();
}
