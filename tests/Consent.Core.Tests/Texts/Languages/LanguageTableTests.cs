using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Languages;

/// <summary>Every line of a language's file, under the heading that says what it means.</summary>
public sealed class LanguageTableTests
{
    private static readonly Dictionary<string, InboundKind> Kinds = new(StringComparer.Ordinal)
    {
        ["NONE"] = InboundKind.None,
        ["OPT_OUT"] = InboundKind.OptOut,
        ["POSSIBLE"] = InboundKind.PossibleOptOut,
        ["POSSIBLE_OPT_IN"] = InboundKind.PossibleOptIn,
    };

    public static TheoryData<string, string, InboundKind> Texts()
    {
        var texts = new TheoryData<string, string, InboundKind>();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "languages"), "*.txt").Order())
        {
            var kind = InboundKind.Unspecified;
            foreach (var line in File.ReadLines(file))
            {
                if (line.StartsWith("## ", StringComparison.Ordinal))
                {
                    kind = Kinds[line[3..]];
                }
                else
                {
                    texts.Add(Path.GetFileNameWithoutExtension(file), line, kind);
                }
            }
        }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Classify_TextOfALanguage_MeansWhatItsHeadingSays(string language, string body, InboundKind kind) =>
        Assert.True(kind == Read(body).Kind, $"{language}: {body}: {Read(body)}");
}
