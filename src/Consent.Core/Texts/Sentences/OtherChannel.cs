namespace Consent.Core.Texts.Sentences;

/// <summary>Whether calls, emails, another person's texts or another sender's are refused, and not ours.</summary>
internal static class OtherChannel
{
    private const int MaxWords = 12;
    private const int MaxAfter = 4;

    private static readonly WordSet Others = WordSets.Of("call/calling/calls/email/emails");
    private static readonly WordSet OtherPerson = WordSets.Of("kin/he/last");
    private static readonly WordSet Texts = WordSets.Of("text/sms/texting/messages/texted");
    private static readonly WordSet Halt = WordSets.Of("@halt");
    private static readonly WordSet Determiner = WordSets.Of("the/my/a/all/any");
    private static readonly WordSet ObjectEnds = WordSets.Of("@pause/but/and");

    // "your text" and "if you text me" ask for none.
    private static readonly WordSet Unwanting = WordSets.Of("no/nomore/and/@negation/@halt/if/you/without/said/more/any");
    private static readonly WordSet Named = WordSets.Of("your/the/this/these/my/all/further");

    private static readonly WordSet Wanting = WordSets.Of("keep/want");
    private static readonly WordSet ObjectStarts = WordSets.Of("@pause/number/kin");

    internal static string? TakesBack(ref Sentence sentence, int at, int end)
    {
        if (IsFromAnother(ref sentence, end))
        {
            return TakenBack.OtherSource;
        }

        if (sentence[end] is Word.And or Word.Timing && sentence[end + 1] == Word.Busy)
        {
            return TakenBack.OtherObject;
        }

        var (others, persons, texts) = (false, false, false);
        for (var i = at; i < end + MaxAfter && (i < end || !ObjectEnds.Contains(sentence[i])); i++)
        {
            others |= Others.Contains(sentence[i]);
            persons |= OtherPerson.Contains(sentence[i]);
            texts |= i < end && Texts.Contains(sentence[i]);
        }

        return (persons || (others && !texts)) && AsksForTexts(ref sentence, at, end) ? TakenBack.AsksForTexts : null;
    }

    private static bool IsFromAnother(ref Sentence sentence, int end)
    {
        if (sentence[end] != Word.From)
        {
            return false;
        }

        var of = end + (Determiner.Contains(sentence[end + 1]) ? 2 : 1);
        return sentence[of] is Word.Source or Word.Kin or Word.He;
    }

    private static bool AsksForTexts(ref Sentence sentence, int at, int end)
    {
        for (var i = Math.Max(0, at - MaxWords); i < Math.Min(sentence.Count, end + MaxWords); i++)
        {
            if (i == at)
            {
                i = end - 1;
            }
            else if (Texts.Contains(sentence[i]) && IsWanted(ref sentence, i, Halt.Contains(sentence[at])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWanted(ref Sentence sentence, int at, bool halts)
    {
        // "Stop calling and text me."
        if (halts && sentence[at] == Word.Text && (sentence[at - 1] == Word.And || sentence[at - 2] == Word.And))
        {
            return true;
        }

        for (var i = at - 1; i >= at - 3 && !ObjectStarts.Contains(sentence[i]); i--)
        {
            if (Wanting.Contains(sentence[i]) && sentence[i - 1] is not (Word.You or Word.Dont))
            {
                return true;
            }

            if (((i >= at - 2 && Named.Contains(sentence[i])) || Unwanting.Contains(sentence[i])) && !Wants(ref sentence, i))
            {
                return false;
            }
        }

        return true;
    }

    // "you can text", "keep the texts", "I like the texts".
    private static bool Wants(ref Sentence sentence, int at) =>
        (sentence[at] == Word.You && sentence[at + 1] == Word.Modal)
        || (sentence[at] == Word.The && Wanting.Contains(sentence[at - 1]) && sentence[at - 2] is not (Word.You or Word.Dont));
}
