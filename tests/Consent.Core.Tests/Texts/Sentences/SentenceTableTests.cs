using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Sentences;

/// <summary>Every line of sentences.txt, under the heading that says what it means and why.</summary>
public sealed class SentenceTableTests
{
    public static TheoryData<string, InboundKind, string> Sentences()
    {
        var sentences = new TheoryData<string, InboundKind, string>();
        var (kind, why) = (InboundKind.Unspecified, "");
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "sentences.txt")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                (kind, why) = Heading(line[3..]);
            }
            else if (line.Length > 0 && !line.StartsWith('#'))
            {
                sentences.Add(line.Replace("\\n", "\n", StringComparison.Ordinal), kind, why);
            }
        }

        return sentences;
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Classify_Sentence_MeansWhatItsHeadingSays(string body, InboundKind kind, string why) =>
        Assert.True(kind == Read(body).Kind, $"{why}: {body}");

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Classify_SentenceInCapitals_MeansTheSame(string body, InboundKind kind, string why) =>
        Assert.True(kind == Read(body.Replace('\n', ' ').ToUpperInvariant()).Kind || body.Contains('\n', StringComparison.Ordinal), why);

    private static (InboundKind Kind, string Why) Heading(string heading)
    {
        var words = heading.Split(' ', 2);
        return (words[0] switch
        {
            "NONE" => InboundKind.None,
            "OPT_OUT" => InboundKind.OptOut,
            "OPT_IN" => InboundKind.OptIn,
            "HELP" => InboundKind.Help,
            "POSSIBLE" => InboundKind.PossibleOptOut,
            "POSSIBLE_OPT_IN" => InboundKind.PossibleOptIn,
            _ => throw new InvalidDataException(heading),
        }, words[1]);
    }
}
