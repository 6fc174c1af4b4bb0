namespace Consent.Core.Texts.Sentences;

/// <summary>Whether the words around a phrase leave it standing.</summary>
internal static class Context
{
    private const int MaxWords = 8;

    private static readonly WordSet Pause = WordSets.Of("@pause");
    private static readonly WordSet Fill = WordSets.Of("@fill/courtesy");
    private static readonly WordSet Lead = WordSets.Of("@fill/courtesy/greeting/but/and/yes/no/interested/@keyword");
    private static readonly WordSet Texts = WordSets.Of("text/@messages/sms/texting");

    internal static bool Allows(RequiredContext context, ref Sentence sentence, int at, int end) => context switch
    {
        RequiredContext.Any => true,
        RequiredContext.Ending => EndingContext.IsRequest(ref sentence, at, end, sends: false),
        RequiredContext.EndingSending => EndingContext.IsRequest(ref sentence, at, end, sends: true),
        RequiredContext.EndingCalls =>
            EndingContext.IsRequest(ref sentence, at, end, sends: true) && !AsksForTexts(ref sentence, end),
        RequiredContext.Command => IsCommand(ref sentence, at),
        RequiredContext.CommandAboutCalls => IsCommand(ref sentence, at) && !AsksForTexts(ref sentence, end),
        RequiredContext.OfCustomer => IsOfCustomer(ref sentence, at),
        RequiredContext.Start => Pause.Contains(Before(ref sentence, at, Lead)),
        RequiredContext.NothingMore => IsNothingMore(ref sentence, at),
        RequiredContext.NotPast => !Holds(ref sentence, at, Word.Did),
        RequiredContext.Bare => IsBare(ref sentence, at),
        RequiredContext.Wish => IsWish(ref sentence, at),
        RequiredContext.WrongNumber => WrongNumberContext.IsOfTexted(ref sentence, at, end),
        RequiredContext.Said => IsSaid(ref sentence, at),
        RequiredContext.French => !Holds(ref sentence, at, Word.Ne) && sentence[at + 1] != Word.Pas,
        RequiredContext.Spanish => !Holds(ref sentence, at, Word.No),
        _ => false,
    };

    private static bool AsksForTexts(ref Sentence sentence, int end)
    {
        for (var i = end; i < end + MaxWords; i++)
        {
            if (Texts.Contains(sentence[i]) && sentence[i - 1] is not (Word.And or Word.Dont or Word.Stop))
            {
                return true;
            }
        }

        return false;
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
        Before(ref sentence, at, Fill) is not (Word.You or Word.He or Word.Kin or Word.Who or Word.Why or Word.How);

    private static bool IsNothingMore(ref Sentence sentence, int at) =>
        Before(ref sentence, at, Fill)
            is not (Word.Have or Word.Be or Word.Get or Word.Getting or Word.There or Word.Receive or Word.Did or Word.Why
            or Word.If);

    private static bool IsWish(ref Sentence sentence, int at)
    {
        var before = Before(ref sentence, at, Fill);
        return Pause.Contains(before)
            || before is Word.I or Word.Modal or Word.But or Word.And or Word.Greeting or Word.Have or Word.No;
    }

    private static bool IsBare(ref Sentence sentence, int at) =>
        Before(ref sentence, at, Fill)
            is not (Word.You or Word.To or Word.Modal or Word.Dont or Word.Never or Word.Cant or Word.If or Word.Want or Word.Need
            or Word.He or Word.Kin or Word.Do or Word.Did or Word.Why or Word.How);

    private static bool IsSaid(ref Sentence sentence, int at)
    {
        var before = Before(ref sentence, at, Fill);
        return Pause.Contains(before)
            || before is Word.I or Word.Have or Word.Been or Word.Keep or Word.Again or Word.To or Word.And or Word.But
            or Word.Times;
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
