using System.Text.Json;

namespace Consent.Comparison.Results;

/// <summary>All that one run measured.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Sizes">Full, quick or tiny.</param>
/// <param name="Scenarios">Which ran, in their order.</param>
/// <param name="Figures">In the order in which they were first measured.</param>
/// <param name="Notes">What a reader of the figures must know.</param>
internal sealed record RunResults(
    Machine Machine, string Sizes, IReadOnlyList<string> Scenarios, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public Figure? Find(string key) => Figures.FirstOrDefault(figure => figure.Key == key);

    public static RunResults Read(string path) => JsonSerializer.Deserialize<RunResults>(File.ReadAllText(path), Json)
        ?? throw new InvalidDataException($"{path} holds no results.");

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
