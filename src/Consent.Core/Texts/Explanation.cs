using Consent.Core.Texts.Instructions;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Texts;

/// <summary>Why a text means what it means.</summary>
/// <param name="Text">The classifier's answer.</param>
/// <param name="Start">Where the words that decided begin in the body, in UTF-16 code units; those taken back, where none decided.</param>
/// <param name="Length">The length of that part.</param>
/// <param name="TakenBackBy">
/// For <see cref="InboundKind.None"/>: the name of the rule that took back what would have decided (docs/texts.md); empty where
/// nothing would have.
/// </param>
public readonly record struct Explanation(Classification Text, int Start, int Length, string TakenBackBy)
{
    internal static Explanation Of(string body, CompiledKeywords keywords)
    {
        var text = TextNormalizer.Normalize(body, out var origins);
        var whole = WholeMessage.Classify(text, keywords, out var keyword);
        if (whole.Kind != InboundKind.None)
        {
            return Decided(whole, origins, text, keyword);
        }

        if (keywords.Matching == KeywordMatching.Exact)
        {
            return LeftOut(origins);
        }

        var own = OwnWords.Of(text, keywords, origins, out var copied);
        if (copied == CopiedInstruction.Alone)
        {
            return Decided(TextClassifier.OfInstruction(InboundKind.OptOut), origins, text, default);
        }

        var left = PlainSentence.Classify(own, keywords, out var reading);
        var found = TextClassifier.Beside(left, copied, leavesOut: own != text);
        return left.Kind != InboundKind.None ? Decided(found, origins, own, own[reading.Start..reading.End])
            : found.Kind != InboundKind.None ? new Explanation(found, PartOf(LeftOutRules.Instruction, origins), "")
            : reading.TakenBackBy is { } rule ? new Explanation(found, origins[reading.Start, reading.End], rule)
            : LeftOut(origins);
    }

    private Explanation(Classification text, Origin part, string takenBackBy)
        : this(text, part.Start, part.End - part.Start, takenBackBy)
    {
    }

    // Where no words were kept, all of them decided.
    private static Explanation Decided(
        Classification found, TextOrigins origins, ReadOnlySpan<char> text, ReadOnlySpan<char> words)
    {
        words = words.IsEmpty ? text.Trim() : words;
        text.Overlaps(words, out var start);
        return new Explanation(found, origins[start, start + words.Length], "");
    }

    private static Origin PartOf(string rule, TextOrigins origins) => origins.LeftOut.First(part => part.Rule == rule).Part;

    private static Explanation LeftOut(TextOrigins origins) => origins.LeftOut is [var first, ..]
        ? new Explanation(Classification.None, first.Part, first.Rule)
        : new Explanation(Classification.None, 0, 0, "");
}
