using Consent.Core.Texts.Languages;

namespace Consent.Core.Texts.Sentences;

/// <summary>The rules for a message that holds little more than a keyword, and no object.</summary>
internal static class WholeSentence
{
    private const int MaxCourtesy = 8;

    private static readonly WordSet Pause = WordSets.Of("@pause");
    private static readonly WordSet Courtesy = WordSets.Of("@polite/@pause");
    private static readonly WordSet Stress = WordSets.Of("@stress/@pause");
    internal static readonly WordSet Keyword = WordSets.Of("@halting");
    private static readonly WordSet Strong = WordSets.Of("@strong");
    private static readonly WordSet OtherKeyword = WordSets.Of("@otherkeyword");
    private static readonly WordSet AbuseOnly = WordSets.Of(
        "@pause/abuse/swear/profanity/you/your/@polite/anymore/again/"
        + "greeting/yes/no/the/a/off/go/away/up/shut/to/get/all/this/that/be/out/my/me/and/person");

    /// <summary>Keywords with nothing but courtesy, stress, one another or a number around them.</summary>
    internal static Classification Keywords(ref Sentence sentence, CompiledKeywords keywords)
    {
        var (first, several, strong, stress, number, it) = (Word.Other, false, true, false, false, false);
        for (var i = 0; i < sentence.Count; i++)
        {
            var word = sentence[i];
            it |= word == Word.It;
            if (Keyword.Contains(word) || (!Pause.Contains(word) && keywords.IsOwnOptOut(sentence.TextOf(i, i))))
            {
                // "It quit" tells of a machine.
                if (word == Word.Quit && it)
                {
                    return Classification.None;
                }

                several |= first != Word.Other && first != word;
                first = first == Word.Other ? word : first;
                strong &= word == Word.Arret || Strong.Contains(word);
            }
            else if (OtherKeyword.Contains(word))
            {
                several = true;
            }
            else if (word == Word.Digits)
            {
                number = true;
            }
            else if (!Courtesy.Contains(word))
            {
                stress = true;
                if (!Stress.Contains(word))
                {
                    return Classification.None;
                }
            }
        }

        return first == Word.Other || (stress && !strong) ? Classification.None
            : number ? new Classification(InboundKind.PossibleOptOut, Rules.KeywordAndNumber)
            : new Classification(InboundKind.OptOut, several ? Rules.SeveralKeywords : RuleOf(first));
    }

    // The reply is in the keyword's language.
    private static string RuleOf(Word keyword) => keyword switch
    {
        Word.Arret => French.Language.Rule,
        Word.Alto or Word.Parar or Word.Baja => Spanish.Language.Rule,
        _ => Rules.Courtesy,
    };

    /// <summary>A keyword in pieces, or of several words, between words of courtesy.</summary>
    internal static bool IsKeywordAmongCourtesy(ref Sentence sentence, CompiledKeywords keywords)
    {
        var (first, last) = (0, sentence.Count - 1);
        var it = false;
        while (first < last && Courtesy.Contains(sentence[first]))
        {
            it |= sentence[first++] == Word.It;
        }

        if (it && sentence[first] == Word.Quit)
        {
            return false;
        }

        // A keyword of an account's own may end with a courtesy: "no thanks".
        var end = Math.Max(first, last - MaxCourtesy);
        while (keywords.Find(TrimmedText.Of(sentence.TextOf(first, last))).Kind != InboundKind.OptOut)
        {
            if (last <= end || !Courtesy.Contains(sentence[last]))
            {
                return false;
            }

            last--;
        }

        return true;
    }

    /// <summary>A clause that is only STOP, among others.</summary>
    internal static bool HasStopClause(ref Sentence sentence)
    {
        var (stop, other, start) = (false, false, 0);
        for (var i = 0; i <= sentence.Count; i++)
        {
            var word = sentence[i];
            if (Pause.Contains(word))
            {
                if (stop && !other)
                {
                    sentence.Decide(start, i);
                    return true;
                }

                (stop, other, start) = (false, false, i + 1);
            }
            else if (word is Word.Stop or Word.StopAll)
            {
                stop = true;
            }
            else
            {
                other |= !Stress.Contains(word);
            }
        }

        return false;
    }

    /// <summary>Keeps why the first keyword means nothing: it is asked about, wished or ends something different.</summary>
    internal static Classification Nothing(ref Sentence sentence)
    {
        var at = 0;
        while (!Keyword.Contains(sentence[at]))
        {
            at++;
        }

        var rule = sentence[at + 1] == Word.Question ? TakenBack.AskedAbout
            : Pause.Contains(sentence[at + 1]) ? TakenBack.InSentence
            : TakenBack.OtherObject;
        sentence.TakeBack(at, at + 1, rule);
        return Classification.None;
    }

    /// <summary>Nothing but abuse.</summary>
    internal static bool IsAbuse(ref Sentence sentence)
    {
        var abuse = false;
        for (var i = 0; i < sentence.Count; i++)
        {
            var word = sentence[i];
            if (word == Word.Delete && sentence[i + 1] == Word.Died)
            {
                // "drop dead"
                (abuse, i) = (true, i + 1);
                continue;
            }

            abuse |= word is Word.Abuse or Word.Swear
                || (word == Word.Up && sentence[i + 1] == Word.Your)
                || (word is Word.Go or Word.Get && sentence[i + 1] == Word.Away)
                || (word == Word.Go && sentence[i + 1] == Word.To && sentence[i + 2] == Word.Profanity)
                || (word == Word.Shut && sentence[i + 1] is Word.Up or Word.The);
            if (!AbuseOnly.Contains(word))
            {
                return false;
            }
        }

        return abuse;
    }

    /// <summary>Signs alone, one or more of the same.</summary>
    internal static bool IsSignAmongCourtesy(ref Sentence sentence)
    {
        var signs = 0;
        for (var i = 0; i < sentence.Count; i++)
        {
            var word = sentence[i];
            signs += word == Word.Sign ? 1 : 0;
            if (word == Word.Picture || (word != Word.Sign && !Courtesy.Contains(word)))
            {
                return false;
            }
        }

        return signs > 0;
    }
}
