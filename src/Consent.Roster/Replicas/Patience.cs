using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>After how long, without a word, a replica is too old to answer checks, by any clock whose rate is right to 11%.</summary>
internal static class Patience
{
    private const double Margin = 1.25;

    public static TimeSpan With(Replica replica) => replica.MaxStaleness * Margin;
}
