using System.Globalization;
using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>
/// How long writers wait for a replica that does not answer: then it is stale, by any clock whose rate is right to 11%.
/// </summary>
public static class Patience
{
    /// <summary>The largest <c>Freshness:MaxStaleness</c>, as a check of <c>roster_replica</c> has it too.</summary>
    public const string LargestMaxStaleness = "00:00:06";

    private const double Margin = 1.25;

    /// <summary>Nobody waits longer for any replica.</summary>
    public static readonly TimeSpan Longest = TimeSpan.Parse(LargestMaxStaleness, CultureInfo.InvariantCulture) * Margin;

    internal static TimeSpan With(Replica replica) => replica.MaxStaleness * Margin;
}
