using System.Text;

namespace Consent.Comparison.Results;

/// <summary>A run for people: what was to be reached, then every figure.</summary>
internal static class MarkdownReport
{
    public static string Of(RunResults results)
    {
        var text = new StringBuilder();
        Line(text, $"# Results of {results.Machine.Date:yyyy-MM-dd}");
        Line(text, $"");
        Line(text, $"{results.Machine}. Sizes: {results.Sizes}.");
        AddGoals(text, results);
        foreach (var scenario in results.Figures.GroupBy(figure => figure.Scenario))
        {
            Line(text, $"");
            Line(text, $"## {scenario.Key}");
            Line(text, $"| | Median | | Round by round |");
            Line(text, $"|---|---|---|---|");
            foreach (var figure in scenario)
            {
                Line(text, $"| {figure.Name} | {Number(figure.Median)} | {figure.Unit} | {Rounds(figure)} |");
            }
        }

        if (results.Notes.Count > 0)
        {
            Line(text, $"");
            Line(text, $"## Notes");
            foreach (var note in results.Notes)
            {
                Line(text, $"- {note.ReplaceLineEndings(" ")}");
            }
        }

        return text.ToString();
    }

    /// <summary>Three digits that say something, and thousands apart.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static void AddGoals(StringBuilder text, RunResults results)
    {
        Line(text, $"");
        Line(text, $"## To reach");
        Line(text, $"| | Goal | Reached | |");
        Line(text, $"|---|---|---|---|");
        foreach (var goal in Goals.All)
        {
            var sign = (goal.Wanted, goal.IsStrict) switch { (Better.Higher, _) => "≥", (_, true) => "<", _ => "≤" };
            var figure = results.Find(goal.Key);
            var unit = figure is null or { Unit: "ratio" or "of all" } ? "" : $" {figure.Unit}";
            var (reached, verdict) = figure is null
                ? ("not measured", "")
                : ($"{Number(figure.Median)}{unit} ({Rounds(figure)})", goal.IsReached(figure.Median) ? "yes" : "**no**");
            Line(text, $"| {goal.What} | {sign} {Number(goal.Limit)}{unit} | {reached} | {verdict} |");
        }
    }

    private static string Rounds(Figure figure) => string.Join(", ", figure.Values.Select(Number));

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
