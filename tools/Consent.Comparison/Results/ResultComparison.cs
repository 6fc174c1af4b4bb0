using System.Globalization;

namespace Consent.Comparison.Results;

/// <summary>A figure in two runs.</summary>
/// <param name="Before">In the earlier run.</param>
/// <param name="After">In the later run.</param>
/// <param name="Ratio">The later median to the earlier one.</param>
/// <param name="IsWorse">By more than what is let pass.</param>
internal sealed record ComparedFigure(Figure Before, Figure After, double Ratio, bool IsWorse);

/// <summary>Whether a later run is worse than an earlier one.</summary>
internal static class ResultComparison
{
    /// <summary>The threshold is by how much a median may be worse, as a share of the earlier one.</summary>
    public static IReadOnlyList<ComparedFigure> Compare(RunResults before, RunResults after, double threshold)
    {
        var compared = new List<ComparedFigure>();
        foreach (var figure in before.Figures)
        {
            if (figure.Better != Better.None && after.Find(figure.Key) is { } later)
            {
                compared.Add(Compare(figure, later, threshold));
            }
        }

        return compared;
    }

    /// <returns>Whether none is worse.</returns>
    public static bool Print(RunResults before, RunResults after, double threshold, TextWriter output)
    {
        if (before.Sizes != after.Sizes)
        {
            output.WriteLine($"not the same sizes: {before.Sizes}, {after.Sizes}");
        }

        var compared = Compare(before, after, threshold);
        foreach (var figure in compared)
        {
            var (was, now) = (figure.Before, figure.After);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(figure.IsWorse ? "WORSE" : ""),-6}{figure.Ratio,8:0.00}  {was.Key}: {was.Median:0.###} to {now.Median:0.###} {was.Unit}"));
        }

        var missing = before.Figures.Count(figure => figure.Better != Better.None && after.Find(figure.Key) is null);
        var worse = compared.Count(figure => figure.IsWorse);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{compared.Count} compared, {worse} worse by more than {threshold:P0}, {missing} not in the second file"));
        if (compared.Count == 0)
        {
            output.WriteLine("nothing was compared");
        }

        return worse == 0 && compared.Count > 0;
    }

    private static ComparedFigure Compare(Figure before, Figure after, double threshold)
    {
        var (was, now) = (before.Median, after.Median);
        var ratio = was == now ? 1 : was == 0 ? double.PositiveInfinity : now / was;

        // A slow rate and a long time are as bad as each other: half the rate is twice the time. What goes below 0 is none at all.
        var isWorse = before.Better == Better.Higher ? now * (1 + threshold) < was : now > Math.Max(was, 0) * (1 + threshold);
        return new ComparedFigure(before, after, ratio, isWorse && Math.Abs(now - was) > Noise(before.Unit));
    }

    // Below these a difference is of the clock's and the heap's own grain, and no ratio says anything.
    private static double Noise(string unit) => unit switch
    {
        "B" => 8,
        "ms" => 0.05,
        _ => 0,
    };
}
