namespace Consent.Core.Texts.Sentences;

/// <summary>A request of one word and courtesy: "START please", "yes subscribe", "HELP ACME".</summary>
internal static class ShortRequest
{
    private static readonly WordSet Pause = WordSets.Of("@pause");
    private static readonly WordSet Courtesy = WordSets.Of("please/courtesy/@pause");
    private static readonly WordSet Answer = WordSets.Of("yes/ok/again/greeting");
    private static readonly WordSet OptIn = WordSets.Of("start/resubscribe");
    private static readonly WordSet Return = WordSets.Of("start/resubscribe/subscribe/join/optin");

    internal static IEnumerable<Word> Words => Return.Words.Concat([Word.Help, Word.Info]);

    internal static Classification Classify(ref Sentence sentence)
    {
        var program = Program(ref sentence);
        return program.Kind == InboundKind.None ? Start(ref sentence) : program;
    }

    // An opt-in narrows: an answer may be about anything that starts.
    private static Classification Start(ref Sentence sentence)
    {
        var (keyword, count, answers) = (-1, 0, false);
        for (var i = 0; i < sentence.Count; i++)
        {
            if (Return.Contains(sentence[i]))
            {
                (keyword, count) = (i, count + 1);
            }
            else if (Answer.Contains(sentence[i]) || sentence[i] == Word.Question)
            {
                answers = true;
            }
            else if (!Courtesy.Contains(sentence[i]))
            {
                return Classification.None;
            }
        }

        if (count == 0 || sentence[sentence.Count - 1] == Word.Question)
        {
            return Classification.None;
        }

        sentence.Decide(keyword, keyword + 1);
        return count == 1 && !answers && OptIn.Contains(sentence[keyword])
            ? new Classification(InboundKind.OptIn, sentence.TextOf(keyword, keyword).ToString().ToLowerInvariant())
            : new Classification(InboundKind.PossibleOptIn, Rules.AsksToReturn);
    }

    // As short-code programs taught it.
    private static Classification Program(ref Sentence sentence)
    {
        var count = sentence.Count;
        while (count > 0 && Pause.Contains(sentence[count - 1]))
        {
            count--;
        }

        if (count != 2 || sentence[0] is not (Word.Help or Word.Info) || !IsProgram(ref sentence))
        {
            return Classification.None;
        }

        sentence.Decide(0, count);
        return new Classification(InboundKind.Help, sentence[0] == Word.Info ? "info" : "help");
    }

    private static bool IsProgram(ref Sentence sentence) =>
        sentence[1] == Word.Brand
        || (sentence[1] == Word.Other
            && !sentence.TextOf(0, 1).ContainsAnyInRange('a', 'z')
            && !sentence.TextOf(1, 1).EndsWith("ING", StringComparison.Ordinal)
            && sentence.TextOf(1, 1).Length > 2);
}
