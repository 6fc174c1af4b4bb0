using Consent.Comparison.Servers;

namespace Consent.Comparison.Tests;

public sealed class TransactionCountTests
{
    private static readonly TransactionCount Earlier = new(10, 1_000);

    [Fact]
    public void RateSince_AnEarlierCount_IsOfTheSecondsBetween() => Assert.Equal(6, new TransactionCount(15, 1_030).RateSince(Earlier));

    [Fact]
    public void ForEachSince_WithIdlePolls_LeavesThoseOfTheSameSecondsOut() =>
        Assert.Equal(2, new TransactionCount(15, 1_230).ForEachSince(Earlier, 100, idleRate: 6));
}
