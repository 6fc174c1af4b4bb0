using System.Text.Json;
using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class VectorTests
{
    public static TheoryData<string, string, string> Exactly() => Vectors("inbound.jsonl", "exact");

    public static TheoryData<string, string, string> Reasonably() => Vectors("inbound.jsonl", "reasonable");

    public static TheoryData<string, string, string> Texts() => Vectors("texts.jsonl", "expect");

    // Written by somebody who had not seen the rules.
    public static TheoryData<string, string, string> Unseen() => Vectors("unseen.jsonl", "expect");

    [Theory]
    [MemberData(nameof(Exactly))]
    public void Classify_Vector_HasItsExactClass(string body, string exact, string why) =>
        Assert.True(KindOf(exact) == TextClassifier.Classify(body, Exact).Kind, why);

    [Theory]
    [MemberData(nameof(Reasonably))]
    public void Classify_Vector_HasItsReasonableClass(string body, string reasonable, string why) =>
        Assert.True(KindOf(reasonable) == Read(body).Kind, why);

    [Theory]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Unseen))]
    public void Classify_TextThatPeopleSent_HasItsClass(string body, string expect, string why) =>
        Assert.True(KindOf(expect) == Read(body).Kind, why);

    private static InboundKind KindOf(string name) => name switch
    {
        "NONE" => InboundKind.None,
        "OPT_OUT" => InboundKind.OptOut,
        "OPT_IN" => InboundKind.OptIn,
        "HELP" => InboundKind.Help,
        "POSSIBLE_OPT_OUT" => InboundKind.PossibleOptOut,
        "POSSIBLE_OPT_IN" => InboundKind.PossibleOptIn,
        _ => throw new InvalidDataException($"No such class: {name}"),
    };

    private static TheoryData<string, string, string> Vectors(string file, string matching)
    {
        var vectors = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", file)))
        {
            using var vector = JsonDocument.Parse(line);
            vectors.Add(Text(vector, "body"), Text(vector, matching), Text(vector, "why"));
        }

        return vectors;
    }

    private static string Text(JsonDocument vector, string name) => vector.RootElement.GetProperty(name).GetString()!;
}
