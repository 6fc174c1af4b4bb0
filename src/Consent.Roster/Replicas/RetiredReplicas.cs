using Consent.Roster.Clocks;
using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>
/// Rule 5: a retired replica's row may be deleted once its freshness has run out for certain, counted from the poll that showed
/// it retired.
/// </summary>
internal sealed class RetiredReplicas(ReplicaClock clock)
{
    private readonly Dictionary<string, ClockReading> _seenRetired = new(StringComparer.Ordinal);

    /// <summary>Given the list that has just arrived, the ids under which no check can be answered any more.</summary>
    public List<string> Expired(IReadOnlyList<Replica> replicas)
    {
        var retired = replicas.Where(replica => replica.IsRetired).ToDictionary(replica => replica.Id, StringComparer.Ordinal);
        foreach (var gone in _seenRetired.Keys.Except(retired.Keys).ToList())
        {
            _seenRetired.Remove(gone);
        }

        foreach (var id in retired.Keys)
        {
            _seenRetired.TryAdd(id, clock.Now());
        }

        return [.. retired.Values
            .Where(replica => clock.AtLeastSince(_seenRetired[replica.Id]) >= Patience.With(replica))
            .Select(replica => replica.Id)];
    }
}
