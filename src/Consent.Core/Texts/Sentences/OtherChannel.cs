namespace Consent.Core.Texts.Sentences;

/// <summary>Whether calls, emails or texts to another person are refused by somebody who asks for texts instead.</summary>
internal static class OtherChannel
{
    private const int MaxWords = 12;

    private static readonly WordSet Others = WordSets.Of("call/calling/calls/email/emails/kin");
    private static readonly WordSet Texts = WordSets.Of("text/sms/texting/messages/texted");

    // "your text" and "if you text me" ask for none.
    private static readonly WordSet Unwanting = WordSets.Of(
        "your/the/this/these/my/all/further/any/more/no/nomore/and/@negation/@halt/if/you/without/said");

    private static readonly WordSet Pause = WordSets.Of("@pause");

    internal static string? TakesBack(ref Sentence sentence, int at, int end)
    {
        var other = false;
        for (var i = at; i < end; i++)
        {
            var word = sentence[i];
            if (Texts.Contains(word) && sentence[end - 1] == Word.Me)
            {
                return null;
            }

            other |= Others.Contains(word);
        }

        return other && AsksForTexts(ref sentence, at, end) ? TakenBack.AsksForTexts : null;
    }

    private static bool AsksForTexts(ref Sentence sentence, int at, int end)
    {
        for (var i = Math.Max(0, at - MaxWords); i < Math.Min(sentence.Count, end + MaxWords); i++)
        {
            if (i == at)
            {
                i = end - 1;
            }
            else if (Texts.Contains(sentence[i]) && IsWanted(ref sentence, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWanted(ref Sentence sentence, int at)
    {
        for (var i = at - 1; i >= at - 3 && !Pause.Contains(sentence[i]); i--)
        {
            if (Unwanting.Contains(sentence[i]) && !(sentence[i] == Word.You && sentence[i + 1] == Word.Modal))
            {
                return false;
            }
        }

        return true;
    }
}
