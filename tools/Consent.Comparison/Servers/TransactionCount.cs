namespace Consent.Comparison.Servers;

/// <summary>How many transactions a database had, and in how many seconds.</summary>
/// <param name="Seconds">By any one clock.</param>
/// <param name="Transactions">Committed and rolled back.</param>
internal sealed record TransactionCount(double Seconds, long Transactions)
{
    /// <summary>Gets how many a second.</summary>
    public double Rate => Transactions / Seconds;

    public static TransactionCount operator +(TransactionCount one, TransactionCount other) =>
        new(one.Seconds + other.Seconds, one.Transactions + other.Transactions);

    /// <summary>What has come since an earlier count.</summary>
    public TransactionCount Since(TransactionCount earlier) => new(Seconds - earlier.Seconds, Transactions - earlier.Transactions);

    /// <summary>How many there were for each of so many calls, without those that idle servers make too.</summary>
    public double ForEach(long calls, double idleRate) => (Transactions - (idleRate * Seconds)) / calls;
}
