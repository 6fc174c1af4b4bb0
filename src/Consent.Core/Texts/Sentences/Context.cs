namespace Consent.Core.Texts.Sentences;

/// <summary>Whether the words around a phrase leave it standing.</summary>
internal static class Context
{
    private const int MaxWords = 8;

    private static readonly WordSet Pause = WordSets.Of("@pause");
    private static readonly WordSet Fill = WordSets.Of("@fill/courtesy");
    private static readonly WordSet Accused = WordSets.Of("this/it/you/these/@messages");
    private static readonly WordSet Negation = WordSets.Of("@negation");
    private static readonly WordSet Thing = WordSets.Of("@names/job");
    private static readonly WordSet Lead = WordSets.Of(
        "@fill/courtesy/greeting/but/and/yes/no/interested/accident/only/call/email/@keyword");


    /// <summary>The rule that takes a phrase back; null where it stands.</summary>
    internal static string? TakesBack(RequiredContext context, ref Sentence sentence, int at, int end) => context switch
    {
        RequiredContext.Any => null,
        RequiredContext.Ending => EndingContext.TakesBack(ref sentence, at, end, sends: false),
        RequiredContext.OfNumber => NamesNumber(ref sentence, at)
            ? EndingContext.TakesBack(ref sentence, at, end, sends: false)
            : TakenBack.OtherObject,
        RequiredContext.EndingSending => EndingContext.TakesBack(ref sentence, at, end, sends: true),
        RequiredContext.Command => IsCommand(ref sentence, at) ? Occasion(ref sentence, at - MaxWords) ?? Occasion(ref sentence, end) : TakenBack.NoCommand,
        RequiredContext.Statement => Unless(IsStatement(ref sentence, at, end), TakenBack.AskedAbout),
        RequiredContext.Accusation => Unless(IsAccusation(ref sentence, at, end), TakenBack.AskedAbout),
        RequiredContext.NoReport => Unless(
            !Holds(ref sentence, at, Word.Known) && !Holds(ref sentence, at, Word.Fyi) && !Holds(ref sentence, at, Word.Heads),
            TakenBack.InSentence),
        RequiredContext.Asking => Unless(IsAsking(ref sentence, at), TakenBack.Negated),
        RequiredContext.OfCustomer => Unless(IsOfCustomer(ref sentence, at), TakenBack.AnotherPerson),
        RequiredContext.Start => Unless(Pause.Contains(Before(ref sentence, at, Lead)), TakenBack.InSentence),
        RequiredContext.NothingMore => IsNothingMore(ref sentence, at) ? Occasion(ref sentence, end) : TakenBack.NoneThere,
        RequiredContext.NotPast => Unless(!Holds(ref sentence, at, Word.Did), TakenBack.AskedAbout),
        RequiredContext.Bare => Unless(IsBare(ref sentence, at), TakenBack.InSentence),
        RequiredContext.Wish => Unless(IsWish(ref sentence, at), TakenBack.InSentence),
        RequiredContext.WrongNumber => Unless(WrongNumberContext.IsOfTexted(ref sentence, at, end), TakenBack.OtherNumber),
        RequiredContext.Said => Unless(IsSaid(ref sentence, at), TakenBack.AnotherPerson),
        _ => TakenBack.InSentence,
    } ?? OtherChannel.TakesBack(ref sentence, at, end);

    private static string? Unless(bool stands, string rule) => stands ? null : rule;

    // Only a time is refused: "don't call me, I'm in a meeting".
    private static string? Occasion(ref Sentence sentence, int start)
    {
        for (var i = start; i < start + MaxWords; i++)
        {
            if (sentence[i] == Word.Busy || (sentence[i] == Word.At && sentence[i + 1] == Word.Work))
            {
                return TakenBack.Occasion;
            }
        }

        return null;
    }

    // "I just got this number, please remove it"; not "the phone jack is broken, remove it".
    private static bool NamesNumber(ref Sentence sentence, int at)
    {
        for (var i = at - 1; i >= at - (2 * MaxWords); i--)
        {
            if (sentence[i] == Word.Number && !Thing.Contains(sentence[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStatement(ref Sentence sentence, int at, int end)
    {
        while (!Pause.Contains(sentence[end]) && end < at + (2 * MaxWords))
        {
            end++;
        }

        return sentence[end] != Word.Question
            && Before(ref sentence, at, Fill) is not (Word.If or Word.Do or Word.Did or Word.Does or Word.How or Word.Who);
    }

    private static bool IsAccusation(ref Sentence sentence, int at, int end)
    {
        var be = sentence[at - 1] is Word.A or Word.But ? at - 2 : at - 1;
        return sentence[be] == Word.Be && Accused.Contains(sentence[be - 1]) && sentence[end] != Word.Question;
    }

    private static bool IsAsking(ref Sentence sentence, int at)
    {
        if (Before(ref sentence, at, Fill) is Word.Keep or Word.Be or Word.Have)
        {
            return false;
        }

        for (var i = at - 1; i >= at - MaxWords && !Pause.Contains(sentence[i]); i--)
        {
            if (Negation.Contains(sentence[i]) || sentence[i] is Word.Did or Word.No or Word.He or Word.Kin or Word.If)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCommand(ref Sentence sentence, int at)
    {
        var before = Before(ref sentence, at, Fill);
        if (before == Word.You)
        {
            return Holds(ref sentence, at, Word.Told) || Holds(ref sentence, at, Word.Want)
                || Holds(ref sentence, at, Word.Rather) || Holds(ref sentence, at, Word.Modal);
        }

        return before is not (Word.I or Word.He or Word.Kin or Word.Who or Word.Why or Word.If or Word.Do or Word.Did or Word.Have
            or Word.Modal or Word.Be);
    }

    private static bool IsOfCustomer(ref Sentence sentence, int at) =>
        Before(ref sentence, at, Fill) is not (Word.You or Word.He or Word.Who or Word.Why or Word.How);

    private static bool IsNothingMore(ref Sentence sentence, int at) =>
        Before(ref sentence, at, Fill)
            is not (Word.Have or Word.Be or Word.Get or Word.Getting or Word.There or Word.Receive or Word.Did or Word.Why
            or Word.If);

    private static bool IsWish(ref Sentence sentence, int at)
    {
        var before = Before(ref sentence, at, Fill);
        return Pause.Contains(before)
            || before is Word.I or Word.Modal or Word.But or Word.And or Word.Greeting or Word.Have or Word.No or Word.Times;
    }

    private static bool IsBare(ref Sentence sentence, int at) =>
        Before(ref sentence, at, Fill)
            is not (Word.You or Word.To or Word.Modal or Word.Dont or Word.Never or Word.Cant or Word.If or Word.Want or Word.Need
            or Word.He or Word.Kin or Word.Do or Word.Did or Word.Why or Word.How);

    private static bool IsSaid(ref Sentence sentence, int at)
    {
        var before = Before(ref sentence, at, Fill);
        return Pause.Contains(before)
            || before is Word.I or Word.Have or Word.Been or Word.Be or Word.Keep or Word.Again or Word.And or Word.But
                or Word.Times or Word.Timing or Word.Modal or Word.That
            || (before == Word.To && IsAsking(ref sentence, at))
            || (sentence[at] == Word.ISaid
                && before is not (Word.If or Word.How or Word.Modal or Word.Do or Word.Did or Word.Never or Word.Not));
    }

    private static Word Before(ref Sentence sentence, int at, WordSet skipped)
    {
        var i = at - 1;
        while (i > at - MaxWords && skipped.Contains(sentence[i]))
        {
            i--;
        }

        return sentence[i];
    }

    private static bool Holds(ref Sentence sentence, int at, Word word)
    {
        for (var i = at - 1; i >= at - 5 && !Pause.Contains(sentence[i]); i--)
        {
            if (sentence[i] == word)
            {
                return true;
            }
        }

        return false;
    }
}
