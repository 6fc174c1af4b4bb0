using System.Text.RegularExpressions;
using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

/// <summary>The examples of docs/texts.md mean what it says.</summary>
public sealed partial class DocumentedTextTests
{
    public static TheoryData<string, string, InboundKind> Decided { get; } = Examples("matched", column: 2);

    public static TheoryData<string, string, InboundKind> Doubtful { get; } = Examples("matched", column: 3);

    public static TheoryData<string, string, InboundKind> Left { get; } = Examples("taken_back_by", column: 2);

    [Theory]
    [MemberData(nameof(Decided))]
    public void Classify_DocumentedExample_IsOfItsRule(string body, string rules, InboundKind kind) =>
        Assert.True(
            Read(body) is var answer && answer.Kind == kind && rules.Split(' ').Contains(answer.Matched), $"{body}: {Read(body)}");

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void Classify_DocumentedCounterexample_OptsNobodyOut(string body, string rules, InboundKind kind) =>
        Assert.True(Read(body).Kind != kind, $"{rules}: {body}: {Read(body)}");

    [Theory]
    [MemberData(nameof(Left))]
    public void Explain_DocumentedExample_IsTakenBackByItsRule(string body, string rules, InboundKind kind) =>
        Assert.Equal((kind, rules), (Read(body).Kind, TextClassifier.Explain(body, CompiledKeywords.Default).TakenBackBy));

    // The tables whose first or second heading is the name, as `rule` | examples | counterexamples.
    private static TheoryData<string, string, InboundKind> Examples(string heading, int column)
    {
        var examples = new TheoryData<string, string, InboundKind>();
        var (kind, inTable, ofLanguages) = (InboundKind.OptOut, false, false);
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "texts.md")))
        {
            kind = line.StartsWith("### Perhaps", StringComparison.Ordinal) ? InboundKind.PossibleOptOut
                : line.StartsWith('#') ? InboundKind.OptOut
                : kind;
            if (line.StartsWith($"| `{heading}` | ", StringComparison.Ordinal))
            {
                (inTable, ofLanguages) = (true, line.Contains("Perhaps", StringComparison.Ordinal));
                continue;
            }

            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            inTable &= cells.Length > 3 || line.StartsWith("|---", StringComparison.Ordinal);
            if (!inTable || cells.Length < 4 || line.StartsWith("|---", StringComparison.Ordinal) || IsOfParts(cells[1]))
            {
                continue;
            }

            var rules = string.Join(' ', Name().Matches(cells[1]).Select(name => name.Groups[1].Value));
            var meant = heading == "taken_back_by" ? InboundKind.None : ofLanguages && column == 3 ? InboundKind.None : kind;
            foreach (var example in cells[column].Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                examples.Add(example, rules, meant);
            }
        }

        return examples;
    }

    // What is left out first is told of, not quoted.
    private static bool IsOfParts(string cell) =>
        cell is "`reaction`" or "`quotation`" or "`forward`" or "`instruction`" or "`automatic-reply`" or "`delivery-receipt`" or "`frame`";

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Name();
}
