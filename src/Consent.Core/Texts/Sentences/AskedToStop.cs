namespace Consent.Core.Texts.Sentences;

/// <summary>STOP in a question that is the whole text: "how do I stop this?", "can you stop?".</summary>
internal static class AskedToStop
{
    private static readonly WordSet Around = WordSets.Of("@polite/@pause/greeting/yes/but");
    private static readonly WordSet After = WordSets.Of("@polite/@pause/greeting/anymore/all");

    internal static Classification Classify(ref Sentence sentence)
    {
        var at = 0;
        while (at < sentence.Count && Around.Contains(sentence[at]))
        {
            at++;
        }

        var start = at;
        var how = sentence[at] == Word.How && sentence.TextOf(at, at).Equals("how", StringComparison.OrdinalIgnoreCase);
        if (!(how ? TryReadHow(ref sentence, ref at) : TryReadYou(ref sentence, ref at)) || sentence[at] != Word.Stop)
        {
            return Classification.None;
        }

        at++;
        var end = at;
        var it = false;
        for (; end < sentence.Count; end++)
        {
            it |= sentence[end] == Word.It;
            if (!After.Contains(sentence[end]) && (end > at || sentence[end] is not (Word.This or Word.These or Word.That)))
            {
                return Classification.None;
            }
        }

        // What stops may be a leak: "how do I stop it?"
        if (how && it)
        {
            return Classification.None;
        }

        sentence.Decide(start, end);
        return how
            ? new Classification(InboundKind.OptOut, Rules.Unsubscribe)
            : new Classification(InboundKind.PossibleOptOut, Rules.Complaint);
    }

    private static bool TryReadHow(ref Sentence sentence, ref int at)
    {
        at++;
        if (sentence[at] == Word.To)
        {
            at++;
            return true;
        }

        var asks = sentence[at] is Word.Do or Word.Modal && sentence[at + 1] is Word.I or Word.You;
        at += asks ? 2 : 0;
        return asks;
    }

    private static bool TryReadYou(ref Sentence sentence, ref int at)
    {
        var asks = sentence[at] == Word.Modal && sentence[at + 1] == Word.You;
        at += asks ? 2 : 0;
        return asks;
    }
}
