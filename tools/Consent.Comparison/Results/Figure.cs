namespace Consent.Comparison.Results;

/// <summary>One thing that was measured, once in each round.</summary>
/// <param name="Scenario">Such as <c>campaign</c>.</param>
/// <param name="Name">What, of whom: <c>single/redis/rate</c>.</param>
/// <param name="Unit">Such as <c>/s</c>, <c>ms</c>, <c>ratio</c>.</param>
/// <param name="Values">One for each round.</param>
internal sealed record Figure(string Scenario, string Name, string Unit, IReadOnlyList<double> Values)
{
    public string Key => $"{Scenario}/{Name}";

    public double Median
    {
        get
        {
            var sorted = Values.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }
}

/// <summary>All that one run measured.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Sizes">Full, quick or tiny.</param>
/// <param name="Scenarios">Which ran, in their order.</param>
/// <param name="Figures">In the order in which they were first measured.</param>
/// <param name="Notes">What a reader of the figures must know.</param>
internal sealed record RunResults(
    Machine Machine, string Sizes, IReadOnlyList<string> Scenarios, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    public Figure? Find(string key) => Figures.FirstOrDefault(figure => figure.Key == key);
}
