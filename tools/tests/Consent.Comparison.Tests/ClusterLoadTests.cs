using Consent.Comparison.Scenarios;

namespace Consent.Comparison.Tests;

public sealed class ClusterLoadTests
{
    [Fact]
    public void Sum_OfAFastAndASlowLoad_CountsEachByItsCalls()
    {
        var sum = new ClusterLoad(100, 1, 0.5, 0.1) + new ClusterLoad(300, 7, 1.1, 0.3);

        Assert.Equal((50, 4_000, 1_000), (sum.Rate, sum.Server, sum.Store));
    }
}
