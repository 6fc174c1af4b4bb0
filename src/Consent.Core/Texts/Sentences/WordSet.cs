namespace Consent.Core.Texts.Sentences;

/// <summary>Words that are alike to a rule.</summary>
internal sealed class WordSet
{
    private readonly bool[] _contains = new bool[Enum.GetValues<Word>().Length];

    internal WordSet(IEnumerable<Word> words)
    {
        foreach (var word in words)
        {
            _contains[(int)word] = true;
        }
    }

    internal IEnumerable<Word> Words => Enum.GetValues<Word>().Where(Contains);

    internal bool Contains(Word word) => _contains[(int)word];

    internal bool ContainsAnyOf(ReadOnlySpan<Word> words)
    {
        foreach (var word in words)
        {
            if (Contains(word))
            {
                return true;
            }
        }

        return false;
    }
}
