namespace Consent.Comparison.Servers;

/// <summary>How many transactions a database had had at some time.</summary>
/// <param name="Seconds">The time, by any one clock.</param>
/// <param name="Transactions">Committed and rolled back.</param>
internal sealed record TransactionCount(double Seconds, long Transactions)
{
    /// <summary>How many a second there have been since an earlier count.</summary>
    public double RateSince(TransactionCount earlier) => (Transactions - earlier.Transactions) / (Seconds - earlier.Seconds);

    /// <summary>How many there have been for each of so many calls since an earlier count, without those that an idle server makes too.</summary>
    public double ForEachSince(TransactionCount earlier, long calls, double idleRate) =>
        (Transactions - earlier.Transactions - (idleRate * (Seconds - earlier.Seconds))) / calls;
}
