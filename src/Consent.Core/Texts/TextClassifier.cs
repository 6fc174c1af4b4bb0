using Consent.Core.Texts.Instructions;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Texts;

/// <summary>Decides what a customer's text means. A pure function, linear in the length of the text.</summary>
/// <remarks>An opt-out widens on doubt, an opt-in narrows on doubt.</remarks>
public static class TextClassifier
{
    /// <summary>The version of the rules: it changes whenever any text could be classified differently.</summary>
    public const string RuleSet = "2026-11-3";

    /// <summary>Classifies a text: a keyword by itself, any other by the rules for plain sentences unless they are off.</summary>
    /// <param name="body">The text as received. Any string will do, ill-formed Unicode included.</param>
    /// <param name="keywords">The account's keywords and matching, or <see cref="CompiledKeywords.Default"/>.</param>
    public static Classification Classify(string body, CompiledKeywords keywords)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(keywords);
        var text = TextNormalizer.Normalize(body);
        var whole = WholeMessage.Classify(text, keywords);
        if (whole.Kind != InboundKind.None || keywords.Matching == KeywordMatching.Exact)
        {
            return whole;
        }

        var own = OwnWords.Of(text, keywords, null, out var copied);
        return copied == CopiedInstruction.Alone
            ? OfInstruction(InboundKind.OptOut)
            : Beside(PlainSentence.Classify(own, keywords), copied, leavesOut: own != text);
    }

    /// <summary>Classifies a text, and says why. Slower than <see cref="Classify"/>.</summary>
    public static Explanation Explain(string body, CompiledKeywords keywords)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(keywords);
        return Explanation.Of(body, keywords);
    }

    /// <summary>What a text means by the sentence that tells how to stop, which the customer copied.</summary>
    internal static Classification OfInstruction(InboundKind kind) => new(kind, Rules.CopiedInstruction);

    /// <summary>What a text means by what is left beside sentences of businesses.</summary>
    internal static Classification Beside(Classification left, CopiedInstruction copied, bool leavesOut) => left.Kind switch
    {
        InboundKind.None when copied == CopiedInstruction.InFront => OfInstruction(InboundKind.PossibleOptOut),

        // It opts nobody in.
        InboundKind.OptIn when leavesOut => new Classification(InboundKind.PossibleOptIn, Rules.AsksToReturn),
        _ => left,
    };
}
