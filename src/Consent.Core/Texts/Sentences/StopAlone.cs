namespace Consent.Core.Texts.Sentences;

/// <summary>STOP or QUIT in front of a clause or at its end, and nothing else that is to stop: "stop bro".</summary>
internal static class StopAlone
{
    private const int MaxUnknown = 4;
    private const int MaxNames = 3;
    private const int MaxBusinessName = 4;

    internal static readonly WordSet Endings = WordSets.Of("stop/stopall/quit");

    private static readonly WordSet Pause = WordSets.Of("@pause");
    private static readonly WordSet Lead = WordSets.Of("@polite/no/yes/but/greeting/profanity/laugh/brand/you/all/person/kin");

    // May be right before STOP where a reason comes first: "I sold the house stop".
    private static readonly WordSet EndOfReason = WordSets.Of(
        "you/it/number/home/reason/died/here/anymore/known/interested/lives/@messages/other/givenname/brand/person/kin/stuff/"
        + "thread/list/subscription/please/courtesy/ok/and/but/again/owner/modifier/me/these/consent/good/"
        + "now/just/today/bothering/done/nomore");

    private static readonly WordSet InName = WordSets.Of("@unknown/modifier/the/and");

    private static readonly WordSet Determiner = WordSets.Of("the/a/my/your/this/that/any/more/last/further/noun/in/at/by");

    private enum Words
    {
        /// <summary>None, or such as stand beside STOP without changing what it means.</summary>
        Asides,

        /// <summary>They say why: "I moved".</summary>
        Reason,

        /// <summary>Words of no rule, which may be a name or an object.</summary>
        Unknown,

        /// <summary>The words of another sentence.</summary>
        OtherAct,
    }

    internal static Classification Classify(ref Sentence sentence)
    {
        var perhaps = Classification.None;
        for (var start = 0; start < sentence.Count;)
        {
            var (end, last) = (start, -1);
            for (; !Pause.Contains(sentence[end]); end++)
            {
                last = Endings.Contains(sentence[end]) ? end : last;
            }

            var found = last < 0 ? Classification.None : OfClause(ref sentence, start, last, end);
            if (found.Kind == InboundKind.OptOut)
            {
                return found;
            }

            perhaps = perhaps.Kind == InboundKind.None ? found : perhaps;
            start = end + 1;
        }

        return perhaps;
    }

    private static Classification OfClause(ref Sentence sentence, int start, int last, int end)
    {
        if (IsUnmeant(ref sentence, start, end))
        {
            return Classification.None;
        }

        var (first, third) = (start, false);
        while (Lead.Contains(sentence[first]))
        {
            third |= sentence[first++] is Word.Kin or Word.Person or Word.It;
        }

        // "My mom quit" and "it quit" tell of somebody or something.
        return third && sentence[first] == Word.Quit ? Classification.None
            : Endings.Contains(sentence[first]) ? InFront(ref sentence, start, first, end)
            : sentence[last] == Word.Stop && Read(ref sentence, last + 1, end).Words == Words.Asides
                ? AtEnd(ref sentence, start, last, end)
            : Classification.None;
    }

    private static Classification InFront(ref Sentence sentence, int start, int stop, int end)
    {
        var rest = Read(ref sentence, stop + 1, end);
        var doubtful = sentence[end] == Word.Question || Laughs(ref sentence, start, end);
        var kind = rest.Words switch
        {
            Words.Asides => doubtful ? InboundKind.PossibleOptOut : InboundKind.OptOut,
            Words.Unknown when !doubtful =>
                rest.Name || IsProgram(ref sentence, stop, end) ? InboundKind.OptOut : InboundKind.PossibleOptOut,
            Words.Reason when !doubtful => InboundKind.OptOut,
            _ => InboundKind.None,
        };
        return Found(ref sentence, kind, Rules.StopInFront, stop, stop, end);
    }

    private static Classification AtEnd(ref Sentence sentence, int start, int stop, int end)
    {
        var before = IsBusiness(ref sentence, start, stop) ? Words.Asides : Read(ref sentence, start, stop).Words;
        var doubtful = sentence[end] == Word.Question || Laughs(ref sentence, start, end);
        var kind = before switch
        {
            Words.Asides => doubtful ? InboundKind.PossibleOptOut : InboundKind.OptOut,
            Words.Unknown when !doubtful => InboundKind.PossibleOptOut,
            Words.Reason when !doubtful && EndsReason(ref sentence, stop - 1) => InboundKind.OptOut,
            _ => InboundKind.None,
        };
        return Found(ref sentence, kind, Rules.StopAtEnd, stop, start, end);
    }

    private static Classification Found(ref Sentence sentence, InboundKind kind, string rule, int stop, int start, int end)
    {
        if (kind == InboundKind.None)
        {
            sentence.TakeBack(stop, stop + 1, TakenBack.OtherObject);
            return Classification.None;
        }

        sentence.Decide(start, end);
        return new Classification(kind, rule);
    }

    private static (Words Words, bool Name) Read(ref Sentence sentence, int at, int end)
    {
        var (unknown, name) = (0, false);
        while (at < end)
        {
            if (BesideStop.Reasons.IsAt(ref sentence, at, out _))
            {
                return (Words.Reason, false);
            }

            if (BesideStop.Asides.IsAt(ref sentence, at, out var next))
            {
                at = next;
                continue;
            }

            if (sentence[at] == Word.Laugh)
            {
                at++;
                continue;
            }

            if (sentence[at] != Word.Other || (sentence[at - 1] != Word.Other && IsDeed(sentence.TextOf(at, at))))
            {
                return (Words.OtherAct, false);
            }

            // A customer signs below STOP or after thanks.
            name |= at > 0 && (sentence[at - 1] == Word.Courtesy || sentence.IsOnNewLine(at));
            unknown++;
            at++;
        }

        return unknown == 0 ? (Words.Asides, false)
            : unknown > MaxUnknown ? (Words.OtherAct, false)
            : (Words.Unknown, name && unknown <= MaxNames);
    }

    private static bool IsDeed(ReadOnlySpan<char> word) => word.EndsWith("ing", StringComparison.OrdinalIgnoreCase);

    // "QUIT ACME", as short codes taught it, and "STOP Zoltan Kowalski".
    private static bool IsProgram(ref Sentence sentence, int stop, int end)
    {
        if (sentence.TextOf(stop, stop).ContainsAnyInRange('a', 'z'))
        {
            return false;
        }

        var rest = end - stop - 1;
        for (var i = stop + 1; i < end; i++)
        {
            var word = sentence.TextOf(i, i);
            if (sentence[i] != Word.Other || word[^1] is >= 'a' and <= 'z' == (rest == 1) || !char.IsUpper(word[0]))
            {
                return false;
            }
        }

        return rest is > 0 and <= MaxNames;
    }

    // "Acme Plumbing STOP": a name in front of the keyword, which is written as one.
    private static bool IsBusiness(ref Sentence sentence, int start, int stop)
    {
        if (sentence.TextOf(stop, stop).ContainsAnyInRange('a', 'z'))
        {
            return false;
        }

        for (var i = start; i < stop; i++)
        {
            var word = sentence.TextOf(i, i);
            if (!InName.Contains(sentence[i])
                || (sentence[i] != Word.And && (!char.IsUpper(word[0]) || !char.IsLower(word[^1]))))
            {
                return false;
            }
        }

        return sentence[start] is Word.Other or Word.GivenName && stop - start is > 1 and <= MaxBusinessName;
    }

    // "Sorry, ignore that stop", "stop was a mistake".
    private static bool IsUnmeant(ref Sentence sentence, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (sentence[i] is Word.Ignore or Word.Accident)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Laughs(ref Sentence sentence, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (sentence[i] == Word.Laugh)
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsReason(ref Sentence sentence, int at) =>
        (EndOfReason.Contains(sentence[at])
            || (sentence[at] == Word.This && sentence[at - 1] is Word.Want or Word.Need or Word.Be))
        && !(sentence[at] == Word.Other && (Determiner.Contains(sentence[at - 1]) || Determiner.Contains(sentence[at - 2])));
}
