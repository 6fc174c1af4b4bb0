using System.Text.Json;
using Consent.Core.Inbound;

namespace Consent.Core.Tests.Inbound;

public sealed class VectorTests
{
    public static TheoryData<string, string, string> Exact()
    {
        var vectors = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "inbound.jsonl")))
        {
            using var vector = JsonDocument.Parse(line);
            vectors.Add(Text(vector, "body"), Text(vector, "exact"), Text(vector, "why"));
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Exact))]
    public void Classify_Vector_HasItsExactClass(string body, string exact, string why)
    {
        var expected = exact switch
        {
            "NONE" => InboundKind.None,
            "OPT_OUT" => InboundKind.OptOut,
            "OPT_IN" => InboundKind.OptIn,
            "HELP" => InboundKind.Help,
            _ => throw new InvalidDataException($"No such class: {exact} ({why})"),
        };

        Assert.Equal(expected, TextClassifier.Classify(body, KeywordSettings.Default).Kind);
    }

    private static string Text(JsonDocument vector, string name) => vector.RootElement.GetProperty(name).GetString()!;
}
