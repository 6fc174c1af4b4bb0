using System.Text.RegularExpressions;
using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

/// <summary>Every line of received.txt, under the heading that says what it means and why.</summary>
public sealed partial class ReceivedTextTests
{
    public static TheoryData<string, InboundKind, string> Texts()
    {
        var texts = new TheoryData<string, InboundKind, string>();
        var (kind, why) = (InboundKind.Unspecified, "");
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "received.txt")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                var words = line[3..].Split(' ', 2);
                (kind, why) = (KindOf(words[0]), words[1]);
            }
            else if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                texts.Add(line, kind, why);
            }
        }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Classify_ReceivedText_MeansWhatItsHeadingSays(string written, InboundKind kind, string why) =>
        Assert.True(kind == Read(Unescape(written)).Kind, $"{why}: {written} is {Read(Unescape(written))}");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Normalize_ReceivedText_SaysWhereItsCharactersCameFrom(string written, InboundKind kind, string why)
    {
        var body = Unescape(written);

        var text = TextNormalizer.Normalize(body, out var origins);

        Assert.True(text.SequenceEqual(TextNormalizer.Normalize(body)), $"{kind}, {why}");
        for (var i = 0; i < text.Length; i++)
        {
            Assert.InRange(origins[i, i + 1].End, origins[i, i + 1].Start + 1, body.Length);
        }
    }

    private static string Unescape(string written) =>
        Escapes().Replace(written, escape => escape.Value[1] switch
        {
            'n' => "\n",
            'r' => "\r",
            '0' => "\0",
            _ => ((char)Convert.ToInt32(escape.Groups["code"].Value, 16)).ToString(),
        });

    private static InboundKind KindOf(string name) => name switch
    {
        "NONE" => InboundKind.None,
        "OPT_OUT" => InboundKind.OptOut,
        "POSSIBLE" => InboundKind.PossibleOptOut,
        "RETURN" => InboundKind.PossibleOptIn,
        _ => throw new InvalidDataException(name),
    };

    [GeneratedRegex(@"\\(n|r|0|u(?<code>[0-9A-F]{4}))")]
    private static partial Regex Escapes();
}
