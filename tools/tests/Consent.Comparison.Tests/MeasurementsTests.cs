using Consent.Comparison.Results;

namespace Consent.Comparison.Tests;

public sealed class MeasurementsTests
{
    private readonly Measurements _measured = new(TextWriter.Null);

    [Fact]
    public void AddRatio_SeveralRounds_IsOfEachRoundByItself()
    {
        foreach (var (ours, theirs) in ((double, double)[])[(100, 50), (30, 10)])
        {
            _measured.Add("campaign", "ours", "/s", ours);
            _measured.Add("campaign", "theirs", "/s", theirs);
            _measured.AddRatio("campaign", "ratio", "ours", "theirs");
        }

        Assert.Equal([2.0, 3.0], _measured.Figures.Single(figure => figure.Name == "ratio").Values);
    }

    [Fact]
    public void AddRatio_OfWhatWasNotMeasured_AddsNothing()
    {
        _measured.AddRatio("campaign", "ratio", "ours", "theirs");

        Assert.Empty(_measured.Figures);
    }

    [Fact]
    public void Median_OfAnEvenNumber_IsBetweenTheMiddleTwo() => Assert.Equal(2.5, new Figure("campaign", "ours", "/s", [9, 1, 2, 3]).Median);
}
