namespace Consent.Core.Texts.Sentences;

/// <summary>Whether a verb of ending is a request, by the words before it.</summary>
internal static class EndingContext
{
    private const int MaxWords = 8;

    // What may stand between a negation and what it negates.
    private static readonly WordSet Between = WordSets.Of(
        "fill/courtesy/again/anymore/to/me/my/this/let/want/need/rather/going/be/been/have/get/getting/take/told/do/modal/"
        + "how/help/you/i/keep/allowed/agree/think/any/said/isaid/signup/it");

    private static readonly WordSet Noun = WordSets.Of("the/a/noun/last/that/of");
    private static readonly WordSet NamesItself = WordSets.Of("unsubscribe/unsubscribed/unsubscribing/optout/optedout/opt");
    private static readonly WordSet Past = WordSets.Of("unsubscribed/optedout/cancelling/removed");

    internal static bool IsRequest(ref Sentence sentence, int at, int end, bool sends)
    {
        var verb = sentence[at];
        var before = sentence[at - 1];
        if ((Noun.Contains(before) && !NamesItself.Contains(verb)) || (verb == Word.End && sentence[at + 1] == Word.Of))
        {
            return false;
        }

        var (hears, you, customer, wish, let) = (false, false, false, false, false);
        for (var i = at - 1; i > at - 1 - MaxWords; i--)
        {
            var word = sentence[i];
            switch (word)
            {
                case Word.You:
                    you = true;
                    if (i == at - 1 && Past.Contains(verb))
                    {
                        return false;
                    }

                    break;
                case Word.I:
                    customer = true;
                    break;
                case Word.Want or Word.Need or Word.Going or Word.Have or Word.Told or Word.Think or Word.Rather:
                    wish = true;
                    break;
                case Word.Let:
                    let = true;
                    break;
                case Word.How or Word.Help:
                    hears = true;
                    break;
                case Word.Doesnt when let:
                    return true;
                case Word.Dont or Word.Doesnt:
                    // "Why don't you stop", "if you don't stop"
                    return !wish && (sentence[i - 1] == Word.Why || (sentence[i - 1] == Word.You && sentence[i - 2] == Word.If));
                case Word.Didnt:
                    return customer || (you && sentence[i - 1] == Word.Why);
                case Word.Not when customer && sentence[i - 1] == Word.Did:
                    return true;
                case Word.Never or Word.Not or Word.NoLonger or Word.Accident:
                    return false;
                case Word.No when wish && sentence[i + 1] is Word.Need or Word.Want:
                    return false;
                case Word.Cant:
                    return let || you || sentence[i - 1] == Word.You
                        || (!sends && sentence[i - 1] is not (Word.Other or Word.It or Word.He or Word.Kin));
                case Word.Did or Word.Why:
                    return false;
                case Word.He or Word.Kin when sends || i == at - 1:
                    return false;
                case Word.If:
                    return true;
                default:
                    if (!Between.Contains(word))
                    {
                        return !(sends && customer && !hears && !you && sentence[end - 1] != Word.Me);
                    }

                    break;
            }
        }

        return true;
    }
}
