using System.Text.Json.Serialization;

namespace Consent.Comparison.Results;

/// <summary>Which way a figure gets better; none where it only says what was measured.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Better>))]
internal enum Better
{
    None,
    Higher,
    Lower,
}

/// <summary>One thing that was measured, once in each round.</summary>
/// <param name="Scenario">Such as <c>campaign</c>.</param>
/// <param name="Name">What, of whom: <c>single/redis/rate</c>.</param>
/// <param name="Unit">Such as <c>/s</c>, <c>ms</c>, <c>ratio</c>.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Values">One for each round.</param>
internal sealed record Figure(string Scenario, string Name, string Unit, Better Better, IReadOnlyList<double> Values)
{
    /// <summary>Names it in a whole run.</summary>
    [JsonIgnore]
    public string Key => $"{Scenario}/{Name}";

    /// <summary>Written too, for those who read the file without this program.</summary>
    public double Median => MedianOf(Values);

    public static double MedianOf(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return 0;
        }

        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
