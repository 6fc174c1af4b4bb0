namespace Consent.Core.Inbound;

/// <summary>Decides what a customer's text means. A pure function, linear in the length of the text.</summary>
/// <remarks>An opt-out widens on doubt, an opt-in narrows on doubt.</remarks>
public static class TextClassifier
{
    /// <summary>The version of the rules: it changes whenever any text could be classified differently.</summary>
    public const string RuleSet = "2026-11-1";

    /// <summary>How much of a text counts, in UTF-16 code units; the rest is ignored.</summary>
    public const int MaxLength = 1600;

    /// <summary>Classifies a text as <c>KEYWORD_MATCHING_EXACT</c> has it: the whole message must be a keyword.</summary>
    /// <param name="body">The text as received. Any string will do, ill-formed Unicode included.</param>
    /// <param name="keywords">The account's keywords, or <see cref="KeywordSettings.Default"/>.</param>
    public static Classification Classify(string body, KeywordSettings keywords)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(keywords);
        return WholeMessage.Classify(TextNormalizer.Normalize(body), keywords);
    }
}
