using System.Diagnostics.CodeAnalysis;
using Consent.Roster.Clocks;
using Consent.Roster.Memory;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>Rule 3: a check passes only where the roster is known to be current; then it looks up, on the same roster.</summary>
public sealed class FreshnessGate
{
    private readonly ReplicaClock _clock;
    private readonly TimeSpan _maxStaleness;
    private ReplicaRoster? _current;

    internal FreshnessGate(ReplicaClock clock, IOptions<FreshnessOptions> options, PollRequests requests)
    {
        (_clock, _maxStaleness) = (clock, options.Value.MaxStaleness);
        IsStrict = options.Value.Mode == FreshnessMode.Strict;
        Checks = new StrictChecks(requests, clock.Time);
    }

    /// <summary>Gets a value indicating whether the last poll is recent: in Bounded, whether a check would pass now.</summary>
    public bool IsOpen => IsRecent(Volatile.Read(ref _current));

    /// <summary>Gets a value indicating whether each check waits for a poll, rather than go by the clocks.</summary>
    public bool IsStrict { get; }

    /// <summary>Gets those who wait for a poll: nobody, in Bounded.</summary>
    internal StrictChecks Checks { get; }

    /// <summary>Bounded: the roster to look up in, or false where nobody may be answered from it: UNAVAILABLE, ROSTER_STALE.</summary>
    public bool TryPass([NotNullWhen(true)] out ReplicaRoster? roster)
    {
        roster = Volatile.Read(ref _current);
        if (!IsStrict && IsRecent(roster))
        {
            return true;
        }

        roster = null;
        return false;
    }

    /// <summary>Strict: the roster to look up in, made current by a poll sent after this call; or null, as above.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ReplicaRoster?> PassAsync(CancellationToken cancellation) => Checks.NextAsync(cancellation);

    /// <summary>Swaps a roster in whole.</summary>
    internal void Use(ReplicaRoster roster) => Volatile.Write(ref _current, roster);

    /// <summary>Lets nobody pass until a poll makes the roster fresh again, whatever the clocks say by then.</summary>
    internal void Shut() => Volatile.Read(ref _current)?.LoseFreshness();

    private bool IsRecent([NotNullWhen(true)] ReplicaRoster? roster) =>
        roster?.FreshAsOf is { } asOf && _clock.AtMostSince(asOf) <= _maxStaleness;
}
