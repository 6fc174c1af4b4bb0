using System.Buffers;
using Consent.Core.Texts.Languages;

namespace Consent.Core.Texts.Sentences;

/// <summary>Classifies a sentence that is no keyword. It can opt out, but in only by START and courtesy.</summary>
internal static class PlainSentence
{
    private const int StackLimit = 192;

    private static readonly Phrasebook OptOuts =
        new([.. EnglishPhrases.OptOut, .. EnglishRefusals.OptOut]);

    private static readonly Phrasebook Perhaps =
        new(EnglishRefusals.Perhaps);

    private static readonly Phrasebook Returns = new(EnglishReturns.PossibleOptIn);

    private static readonly Presence[] PresenceByWord = ByWord();

    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords) =>
        Classify(text, keywords, out _);

    /// <summary>Classifies, and says which words decided or were taken back.</summary>
    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords, out SentenceReading reading)
    {
        var whole = ClassifyLines(text, keywords, out reading);
        if (whole.Kind != InboundKind.None || !Signature.TryRemove(text, keywords, out var signed))
        {
            return whole.Kind == InboundKind.None && Signature.MayBelow(text, keywords)
                ? new Classification(InboundKind.PossibleOptOut, Rules.EndingWord)
                : whole;
        }

        var steps = reading.Steps;
        whole = ClassifyLines(signed, keywords, out reading);
        reading = reading with { Steps = steps + reading.Steps };
        // A name below START may be anything.
        return whole.Kind == InboundKind.OptIn ? new Classification(InboundKind.PossibleOptIn, Rules.AsksToReturn) : whole;
    }

    private static Classification ClassifyLines(
        ReadOnlySpan<char> text, CompiledKeywords keywords, out SentenceReading reading)
    {
        if (text.Length <= StackLimit)
        {
            return Classify(text, stackalloc Token[StackLimit], keywords, out reading);
        }

        var rented = ArrayPool<Token>.Shared.Rent(text.Length);
        try
        {
            return Classify(text, rented, keywords, out reading);
        }
        finally
        {
            ArrayPool<Token>.Shared.Return(rented);
        }
    }

    private static Classification Classify(
        ReadOnlySpan<char> text, Span<Token> tokens, CompiledKeywords keywords, out SentenceReading reading)
    {
        tokens = tokens[..SentenceReader.Read(text, tokens)];
        if (keywords.Brand is { } brand)
        {
            tokens = tokens[..brand.Mark(text, tokens)];
        }

        var sentence = new Sentence(text, tokens);
        var found = Classify(ref sentence, text, keywords);
        reading = new SentenceReading(sentence.Start, sentence.End, sentence.TakenBackBy, sentence.Steps);
        if (found.Kind != InboundKind.OptOut)
        {
            return found;
        }

        found = found with { OfAllNumbers = AllNumbers.AreNamed(ref sentence) };
        reading = reading with { Steps = sentence.Steps };
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
            sentence.Decide(0, sentence.Count);
            return one;
        }

        if (OptOuts.Find(ref sentence) is { } rule)
        {
            return new Classification(InboundKind.OptOut, rule);
        }

        var present = sentence.PresenceOf(PresenceByWord);
        var foreign = (present & Presence.Foreign) != 0 ? ReadForeign(ref sentence, text) : Classification.None;
        if (foreign.Kind == InboundKind.OptOut)
        {
            return foreign;
        }

        if (WholeSentence.Keywords(ref sentence, keywords) is { Kind: not InboundKind.None } found)
        {
            sentence.Decide(0, sentence.Count);
            return found;
        }

        if (WholeSentence.IsSignAmongCourtesy(ref sentence) || WholeSentence.IsKeywordAmongCourtesy(ref sentence, keywords))
        {
            sentence.Decide(0, sentence.Count);
            return new Classification(InboundKind.OptOut, Rules.Courtesy);
        }

        if ((present & Presence.Stop) != 0 && Stop(ref sentence) is { Kind: not InboundKind.None } stop)
        {
            return stop;
        }

        return (present & Presence.Perhaps) != 0 && Perhaps.Find(ref sentence) is { } perhaps
                ? new Classification(InboundKind.PossibleOptOut, perhaps)
            : WholeSentence.IsAbuse(ref sentence) ? new Classification(InboundKind.PossibleOptOut, Rules.Abuse)
            : foreign.Kind != InboundKind.None ? foreign
            : (present & Presence.Return) != 0 && Return(ref sentence) is { Kind: not InboundKind.None } asks ? asks
            : (present & Presence.Keyword) != 0 ? WholeSentence.Nothing(ref sentence)
            : Classification.None;
    }

    private static Classification Stop(ref Sentence sentence) =>
        AskedToStop.Classify(ref sentence) is { Kind: not InboundKind.None } asked ? asked
            : WholeSentence.HasStopClause(ref sentence) ? new Classification(InboundKind.OptOut, Rules.Clause)
            : StopAlone.Classify(ref sentence);

    private static Classification Return(ref Sentence sentence) =>
        ShortRequest.Classify(ref sentence) is { Kind: not InboundKind.None } request ? request
            : Returns.Find(ref sentence) is { } rule ? new Classification(InboundKind.PossibleOptIn, rule)
            : Classification.None;

    private static Classification ReadForeign(ref Sentence sentence, ReadOnlySpan<char> text)
    {
        var match = ForeignText.Classify(text, out var steps);
        sentence.AddSteps(steps);
        if (match.Kind != InboundKind.None || match.TakenBackBy is not null)
        {
            sentence.Keep(match.Start, match.End, match.TakenBackBy);
        }

        return match.Kind == InboundKind.None ? Classification.None : new Classification(match.Kind, match.Rule);
    }

    private static Presence[] ByWord()
    {
        var present = new Presence[Enum.GetValues<Word>().Length];
        Add(Presence.Keyword, WholeSentence.Keyword.Words);
        Add(Presence.Stop, StopAlone.Endings.Words);
        Add(Presence.Perhaps, Perhaps.FirstWords);
        Add(Presence.Return, Returns.FirstWords.Concat(ShortRequest.Words));
        Add(Presence.Foreign, [Word.Foreign]);
        return present;

        void Add(Presence presence, IEnumerable<Word> words)
        {
            foreach (var word in words)
            {
                present[(int)word] |= presence;
            }
        }
    }
}

/// <summary>How a sentence was read.</summary>
/// <param name="Start">Where the words that decided begin in the normalized text, or those that were taken back.</param>
/// <param name="End">The end of those words; zero if there are none.</param>
/// <param name="TakenBackBy">The name of the rule that took them back (<see cref="TakenBack"/>); null if none did.</param>
/// <param name="Steps">How many looks at a word it took.</param>
internal readonly record struct SentenceReading(int Start, int End, string? TakenBackBy, int Steps);
