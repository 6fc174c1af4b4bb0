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
            _measured.Add("campaign", "ours", "/s", Better.Higher, ours);
            _measured.Add("campaign", "theirs", "/s", Better.Higher, theirs);
            _measured.AddRatio("campaign", "ratio", "ours", "theirs", Better.Higher);
        }

        Assert.Equal([2.0, 3.0], _measured.Figures.Single(figure => figure.Name == "ratio").Values);
    }

    [Fact]
    public void AddRatio_OfWhatWasNotMeasured_AddsNothing()
    {
        _measured.AddRatio("campaign", "ratio", "ours", "theirs", Better.Higher);

        Assert.Empty(_measured.Figures);
    }

    [Fact]
    public void Median_OfAnEvenNumber_IsBetweenTheMiddleTwo() => Assert.Equal(2.5, Figure.MedianOf([9, 1, 2, 3]));
}
