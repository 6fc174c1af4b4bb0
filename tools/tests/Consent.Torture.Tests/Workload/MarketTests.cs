using Consent.Torture.Workload;

namespace Consent.Torture.Tests.Workload;

public sealed class MarketTests
{
    [Fact]
    public void AnyPair_Often_IsEveryPairAndAsOften()
    {
        var market = Market.New();
        var random = new Random(1);

        var drawn = Enumerable.Range(0, 10_000).Select(_ => market.AnyPair(random)).ToList();

        var pairs = drawn.CountBy(pair => (pair.Sender, pair.Customer)).ToList();
        Assert.Equal(market.All.Sum(business => business.Pairs), pairs.Count);
        Assert.InRange(pairs.Count, 10, 50);
        Assert.All(pairs, pair => Assert.InRange(pair.Value, 10_000 / pairs.Count / 2, 10_000 / pairs.Count * 2));
        Assert.All(drawn, pair => Assert.Contains(pair.Sender, pair.Business.Senders));
    }

    [Fact]
    public void New_Twice_SharesNothing()
    {
        var (first, second) = (Market.New(), Market.New());

        Assert.Empty(first.All.SelectMany(NamesOf).Intersect(second.All.SelectMany(NamesOf)));
    }

    [Fact]
    public void Leave_OneCustomer_PutsAnotherInTheirPlace()
    {
        var business = new Business(null, ["+15550009001"], customers: 3);
        var before = business.Customers;

        business.Leave(before[1]);
        business.Leave(before[1]);

        var after = business.Customers;
        Assert.Equal([before[0], before[2]], [after[0], after[2]]);
        Assert.DoesNotContain(after[1], before);
    }

    [Fact]
    public void TryBeginOptIn_WhileAnotherIsUnderWay_IsFalse()
    {
        var business = new Business(null, ["+15550009001"], customers: 2);
        var customers = business.Customers;

        Assert.True(business.TryBeginOptIn(customers[0]));
        Assert.False(business.TryBeginOptIn(customers[0]));
        Assert.True(business.TryBeginOptIn(customers[1]));
        business.EndOptIn(customers[0]);
        Assert.True(business.TryBeginOptIn(customers[0]));
    }

    [Fact]
    public void Import_OfMany_KeepsTheLast()
    {
        var business = new Business(null, ["+15550009001"], customers: 1);

        business.Import(Enumerable.Range(0, 100).Select(index => $"{index}"));

        Assert.Equal(Enumerable.Range(80, 20).Select(index => $"{index}"), business.Imported);
    }

    private static IEnumerable<string> NamesOf(Business business) =>
        [.. business.Senders, .. business.Customers, .. business.Account is { } account ? new[] { account } : []];
}
