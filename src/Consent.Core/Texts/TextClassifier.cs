using Consent.Core.Texts.Sentences;

namespace Consent.Core.Texts;

/// <summary>Decides what a customer's text means. A pure function, linear in the length of the text.</summary>
/// <remarks>An opt-out widens on doubt, an opt-in narrows on doubt.</remarks>
public static class TextClassifier
{
    /// <summary>The version of the rules: it changes whenever any text could be classified differently.</summary>
    public const string RuleSet = "2026-11-2";

    /// <summary>Classifies a text: a keyword by itself, any other by the rules for plain sentences unless they are off.</summary>
    /// <param name="body">The text as received. Any string will do, ill-formed Unicode included.</param>
    /// <param name="keywords">The account's keywords and matching, or <see cref="CompiledKeywords.Default"/>.</param>
    public static Classification Classify(string body, CompiledKeywords keywords)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(keywords);
        var text = TextNormalizer.Normalize(body);
        var whole = WholeMessage.Classify(text, keywords);
        return whole.Kind != InboundKind.None || keywords.Matching == KeywordMatching.Exact
            ? whole
            : PlainSentence.Classify(text, keywords);
    }

    /// <summary>Classifies a text, and says why. Slower than <see cref="Classify"/>.</summary>
    public static Explanation Explain(string body, CompiledKeywords keywords)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(keywords);
        return Explanation.Of(body, keywords);
    }
}
