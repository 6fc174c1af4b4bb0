using Consent.Comparison.Results;

namespace Consent.Comparison.Charts;

/// <summary>The charts of a run, each where its scenario ran.</summary>
internal static class ResultCharts
{
    private static readonly string[] Sides = ["ours", "empty", "redis", "postgres", "grain"];
    private static readonly string[] Percentiles = ["p50", "p90", "p99", "p99.9", "p99.99"];
    private static readonly string[] Loads = ["30%", "60%", "80%"];

    /// <returns>The files that were written.</returns>
    public static IReadOnlyList<string> Draw(RunResults results, string folder)
    {
        Directory.CreateDirectory(folder);
        var drawn = new List<string>();
        foreach (var (form, what) in ((string, string)[])[("single", "single checks, 64 callers"), ("stream", "streams"), ("batch", "batches of 1,000")])
        {
            Save($"campaign-{form}", Campaign(results, form, what));
        }

        Save("steady-check", Steady(results, "check", "CheckSend at shares of the most, with 100 STOPs a second"));
        Save("steady-stop", Steady(results, "stop", "RecordInbound, 100 a second, beside those checks"));
        return drawn;

        void Save(string name, string? chart)
        {
            if (chart is not null)
            {
                var path = Path.Combine(folder, $"{name}.svg");
                File.WriteAllText(path, chart);
                drawn.Add(path);
            }
        }
    }

    private static string? Campaign(RunResults results, string form, string what)
    {
        var bars = Sides.Select(side => (Side: side, Figure: results.Find($"campaign/{form}/{side}/rate")))
            .Where(bar => bar.Figure is not null)
            .Select(bar => (bar.Side, bar.Figure!.Median, $"{MarkdownReport.Number(bar.Figure.Median)}/s"))
            .ToList();
        return bars.Count == 0 ? null : BarChart.Draw($"A campaign in {what}: customers a second", Sides[0], bars);
    }

    private static string? Steady(RunResults results, string call, string title)
    {
        var series = Loads.Select(load => (Name: $"{load} load", Values: Latencies(load))).Where(line => line.Values.Count > 0).ToList();
        return series.Count == 0 ? null : LineChart.Draw(title, "ms", Percentiles, series);

        IReadOnlyList<double> Latencies(string load) =>
            [.. Percentiles.Select(percentile => results.Find($"steady/{load}/{call}/{percentile}")).OfType<Figure>().Select(figure => figure.Median)];
    }
}
