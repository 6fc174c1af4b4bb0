using Consent.Torture.Faults;

namespace Consent.Torture.Tests.Faults;

public sealed class FaultKindsTests
{
    [Fact]
    public void All_HaveNamesOfTheirOwn()
    {
        Assert.Equal(FaultKinds.All.Count, FaultKinds.All.DistinctBy(kind => kind.Name).Count());
        Assert.All(FaultKinds.Control, kind => Assert.Contains(kind, FaultKinds.All));
    }

    [Fact]
    public void Any_Often_IsEveryKindByItsWeight()
    {
        var random = new Random(1);
        var weights = FaultKinds.All.Sum(kind => kind.Weight);

        var drawn = Enumerable.Range(0, 100 * weights).CountBy(_ => FaultKinds.Any(FaultKinds.All, random)).ToDictionary();

        Assert.All(FaultKinds.All, kind => Assert.InRange(drawn[kind], 50 * kind.Weight, 200 * kind.Weight));
    }
}
