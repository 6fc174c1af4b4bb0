namespace Consent.Comparison.Results;

/// <summary>Collects what a run measures, and says each as it comes.</summary>
internal sealed class Measurements(TextWriter progress)
{
    private readonly Dictionary<string, (Figure Figure, List<double> Values)> _figures = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<Figure> Figures => [.. _keys.Select(key => _figures[key].Figure with { Values = _figures[key].Values })];

    public IReadOnlyList<string> Notes => _notes;

    public void Add(string scenario, string name, string unit, double value)
    {
        var figure = new Figure(scenario, name, unit, []);
        if (!_figures.TryGetValue(figure.Key, out var known))
        {
            _figures[figure.Key] = known = (figure, []);
            _keys.Add(figure.Key);
        }

        known.Values.Add(value);
        progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure.Key} {value:0.###} {unit}"));
    }

    /// <summary>The last value of one figure against that of another: both of this round.</summary>
    public void AddRatio(string scenario, string name, string of, string to)
    {
        if (Last(scenario, of) is { } dividend && Last(scenario, to) is { } divisor && divisor != 0)
        {
            Add(scenario, name, "ratio", dividend / divisor);
        }
    }

    public void AddLatencies(string scenario, string name, CallReport report, params ReadOnlySpan<string> percentiles)
    {
        foreach (var percentile in percentiles)
        {
            Add(scenario, $"{name}/{percentile}", "ms", Of(report.Latency, percentile));
        }
    }

    public double? Last(string scenario, string name) =>
        _figures.TryGetValue($"{scenario}/{name}", out var known) ? known.Values[^1] : null;

    public void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
            progress.WriteLine($"  note: {note}");
        }
    }

    public void Say(string line) => progress.WriteLine(line);

    private static double Of(Percentiles latency, string percentile) => percentile switch
    {
        "p50" => latency.P50,
        "p90" => latency.P90,
        "p99" => latency.P99,
        "p99.9" => latency.P999,
        "p99.99" => latency.P9999,
        _ => latency.Max,
    };
}
