using System.Diagnostics.CodeAnalysis;
using Consent.Roster.Clocks;
using Consent.Roster.Memory;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>Rule 3: a check passes only while the roster is known to be fresh; then it looks up, in the same roster.</summary>
public sealed class FreshnessGate
{
    private readonly ReplicaClock _clock;
    private readonly TimeSpan _maxStaleness;
    private ReplicaRoster? _roster;

    internal FreshnessGate(ReplicaClock clock, IOptions<FreshnessOptions> options, PollRequests requests)
    {
        (_clock, _maxStaleness) = (clock, options.Value.MaxStaleness);
        IsStrict = options.Value.Mode == FreshnessMode.Strict;
        Checks = new StrictChecks(requests, clock.Time);
    }

    /// <summary>Gets a value indicating whether the last poll is recent. In Bounded, a check would pass now.</summary>
    public bool IsFresh => Passes(Volatile.Read(ref _roster));

    /// <summary>Gets a value indicating whether each check waits for a poll and no clock counts.</summary>
    public bool IsStrict { get; }

    /// <summary>Gets the checks that wait for a poll: none in Bounded.</summary>
    internal StrictChecks Checks { get; }

    /// <summary>Bounded: gets the roster to look up in. False while it is stale: UNAVAILABLE, ROSTER_STALE.</summary>
    public bool TryPass([NotNullWhen(true)] out ReplicaRoster? roster)
    {
        roster = Volatile.Read(ref _roster);
        if (!IsStrict && Passes(roster))
        {
            return true;
        }

        roster = null;
        return false;
    }

    /// <summary>Gets the latest roster, fresh or not: for what is looked at again and again, and decides no check.</summary>
    public bool TryLatest([NotNullWhen(true)] out ReplicaRoster? roster) => (roster = Volatile.Read(ref _roster)) is not null;

    /// <summary>
    /// Strict: gets the roster to look up in, made fresh by a poll sent after this call. Null if that poll fails.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ReplicaRoster?> PassAsync(CancellationToken cancellation) => Checks.NextAsync(cancellation);

    /// <summary>Swaps a roster in whole.</summary>
    internal void Use(ReplicaRoster roster) => Volatile.Write(ref _roster, roster);

    /// <summary>Lets no check pass until a poll makes the roster fresh again, whatever the clocks say by then.</summary>
    internal void LoseFreshness() => Volatile.Read(ref _roster)?.LoseFreshness();

    private bool Passes([NotNullWhen(true)] ReplicaRoster? roster) =>
        roster?.FreshAsOf is { } asOf && _clock.AtMostSince(asOf) <= _maxStaleness;
}
