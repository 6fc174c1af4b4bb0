using Consent.Core.Texts;

namespace Consent.Core.Tests.Texts;

/// <summary>Shorthand of the classifier's tests.</summary>
internal static class Classifying
{
    public static CompiledKeywords Exact { get; } = new([], [], [], KeywordMatching.Exact);

    /// <summary>What a text means as a whole message; one that is a keyword means the same under both matchings.</summary>
    public static InboundKind Kind(string body)
    {
        var exact = TextClassifier.Classify(body, Exact);
        if (exact.Kind != InboundKind.None)
        {
            Assert.Equal(exact, TextClassifier.Classify(body, CompiledKeywords.Default));
        }

        return exact.Kind;
    }

    /// <summary>What a text means as a keyword or a sentence.</summary>
    public static Classification Read(string body) => TextClassifier.Classify(body, CompiledKeywords.Default);

    public static Classification OptOut(string matched) => new(InboundKind.OptOut, matched);
}
