using System.Xml.Linq;
using Consent.Comparison.Charts;
using Consent.Comparison.Results;

namespace Consent.Comparison.Tests;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void BarChart_OfSeveral_IsXmlWithABarForEachAsLongAsItsValue()
    {
        var bars = XDocument.Parse(BarChart.Draw("a < b & c", "ours", [("ours", 200, "200"), ("empty", 100, "100")])).Descendants(Svg + "rect")
            .Select(bar => (double)bar.Attribute("width")!)
            .ToList();

        Assert.Equal(2, bars.Count);
        Assert.Equal(2, bars[0] / bars[1], 2);
    }

    [Fact]
    public void LineChart_WithValuesOfNothing_IsXmlWithAPointForEach()
    {
        var chart = LineChart.Draw("t", "ms", ["p50", "p99"], [("30%", [0.1, 12]), ("60%", [0, 900])]);

        Assert.Equal(6, XDocument.Parse(chart).Descendants(Svg + "circle").Count());
        Assert.DoesNotContain("NaN", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_ARunWithoutAScenario_DrawsTheOthers()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var drawn = ResultCharts.Draw(RunFiles.Of(RunFiles.Rate(1000)), folder.FullName);

            Assert.Equal([Path.Combine(folder.FullName, "campaign-single.svg")], drawn);
            Assert.Equal(Svg + "svg", XDocument.Load(drawn[0]).Root!.Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Goals_EachOfThem_HasAFigureOfAScenarioThatThereIs() =>
        Assert.All(Goals.All, goal => Assert.Contains(goal.Key.Split('/')[0], RunCommand.Names));
}
