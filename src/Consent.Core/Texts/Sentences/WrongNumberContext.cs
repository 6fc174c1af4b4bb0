namespace Consent.Core.Texts.Sentences;

/// <summary>Whether "the wrong number" means the number that was texted, not one that the customer gave or dialled.</summary>
internal static class WrongNumberContext
{
    private const int MaxWords = 8;

    private static readonly WordSet Pause = WordSets.Of("@pause");

    private static readonly WordSet Lead = WordSets.Of(
        "@fill/courtesy/greeting/yes/no/you/have/the/a/this/that/be/it/think/to/texting/contacting/calling/texted/@sends/keep/"
        + "modal/been/i/your/stop/again/who/not/but/and/@messages/number");

    internal static bool IsOfTexted(ref Sentence sentence, int at, int end)
    {
        var first = at;
        while (first > at - MaxWords && !Pause.Contains(sentence[first - 1]))
        {
            first--;
            if (!Lead.Contains(sentence[first]) || IsCustomersOwn(ref sentence, first))
            {
                return false;
            }
        }

        return sentence[end] != Word.Question || sentence[first] is not (Word.Be or Word.Did or Word.Do or Word.Does);
    }

    private static bool IsCustomersOwn(ref Sentence sentence, int at) =>
        sentence[at] == Word.I
        && sentence[at + 1]
            is Word.Have or Word.Texted or Word.Text or Word.Texting or Word.Calling or Word.Contacting or Word.Been or Word.Call;
}
