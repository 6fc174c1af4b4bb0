using Consent.Comparison.Servers;

namespace Consent.Comparison.Tests;

public sealed class TransactionCountTests
{
    private static readonly TransactionCount Since = new TransactionCount(15, 1_230).Since(new TransactionCount(10, 1_000));

    [Fact]
    public void Since_AnEarlierCount_IsOfTheSecondsBetween() => Assert.Equal(46, Since.Rate);

    [Fact]
    public void ForEach_WithIdlePolls_LeavesThoseOfTheSameSecondsOut() => Assert.Equal(2, Since.ForEach(100, idleRate: 6));
}
