using System.Buffers;

namespace Consent.Core.Texts.Sentences;

/// <summary>Classifies a sentence that is no keyword. It can opt out, never in.</summary>
internal static class PlainSentence
{
    private const int StackLimit = 192;

    private static readonly Phrasebook OptOuts =
        new([.. EnglishPhrases.OptOut, .. EnglishRefusals.OptOut, .. FrenchPhrases.OptOut, .. SpanishPhrases.OptOut]);

    private static readonly Phrasebook Perhaps =
        new([.. EnglishRefusals.Perhaps, .. FrenchPhrases.Perhaps, .. SpanishPhrases.Perhaps]);

    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords) =>
        Classify(text, keywords, out _);

    /// <summary>Classifies, and says how many looks at a word it took.</summary>
    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords, out int steps)
    {
        var whole = ClassifyLines(text, keywords, out steps);
        if (whole.Kind != InboundKind.None || !Signature.TryRemove(text, keywords, out var signed))
        {
            return whole;
        }

        whole = ClassifyLines(signed, keywords, out var more);
        steps += more;
        return whole;
    }

    private static Classification ClassifyLines(ReadOnlySpan<char> text, CompiledKeywords keywords, out int steps)
    {
        if (text.Length <= StackLimit)
        {
            return Classify(text, stackalloc Token[StackLimit], keywords, out steps);
        }

        var rented = ArrayPool<Token>.Shared.Rent(text.Length);
        try
        {
            return Classify(text, rented, keywords, out steps);
        }
        finally
        {
            ArrayPool<Token>.Shared.Return(rented);
        }
    }

    private static Classification Classify(
        ReadOnlySpan<char> text, Span<Token> tokens, CompiledKeywords keywords, out int steps)
    {
        var sentence = new Sentence(text, tokens[..SentenceReader.Read(text, tokens)]);
        var found = Classify(ref sentence, text, keywords);
        if (found.Kind == InboundKind.OptOut)
        {
            found = found with { OfAllNumbers = AllNumbers.AreNamed(ref sentence) };
        }

        steps = sentence.Steps;
        return found;
    }

    private static Classification Classify(ref Sentence sentence, ReadOnlySpan<char> text, CompiledKeywords keywords)
    {
        if (sentence.Count == 0)
        {
            return Classification.None;
        }

        if (OneWord.Classify(text, keywords) is { Kind: not InboundKind.None } one)
        {
            return one;
        }

        if (OptOuts.Find(ref sentence) is { } rule)
        {
            return new Classification(InboundKind.OptOut, rule);
        }

        if (WholeSentence.Keywords(ref sentence, keywords) is { Kind: not InboundKind.None } found)
        {
            return found;
        }

        if (WholeSentence.IsSignAmongCourtesy(ref sentence) || WholeSentence.IsKeywordAmongCourtesy(ref sentence, keywords))
        {
            return new Classification(InboundKind.OptOut, Rules.Courtesy);
        }

        return WholeSentence.HasStopClause(ref sentence) ? new Classification(InboundKind.OptOut, Rules.Clause)
            : Perhaps.Find(ref sentence) is { } perhaps ? new Classification(InboundKind.PossibleOptOut, perhaps)
            : WholeSentence.IsAbuse(ref sentence) ? new Classification(InboundKind.PossibleOptOut, Rules.Abuse)
            : Classification.None;
    }
}
