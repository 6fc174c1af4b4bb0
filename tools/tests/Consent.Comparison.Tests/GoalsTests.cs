using Consent.Comparison.Results;

namespace Consent.Comparison.Tests;

public sealed class GoalsTests
{
    [Fact]
    public void All_EachOfThem_HasAFigureOfAScenarioThatThereIs() =>
        Assert.All(Goals.All, goal => Assert.Contains(goal.Key.Split('/')[0], RunCommand.AllNames));
}
