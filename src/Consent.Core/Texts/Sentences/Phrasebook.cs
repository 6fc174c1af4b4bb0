namespace Consent.Core.Texts.Sentences;

/// <summary>Phrases, to be found by their first two words.</summary>
internal sealed class Phrasebook
{
    private readonly Phrase[][]?[] _byFirstWords;

    internal Phrasebook(IEnumerable<(string Rule, RequiredContext Context, string[] Patterns)> rules)
    {
        var phrases = rules
            .SelectMany(rule => rule.Patterns, (rule, pattern) => new Phrase(rule.Rule, rule.Context, pattern))
            .SelectMany(phrase => phrase.FirstWords, (phrase, word) => (phrase, word))
            .ToLookup(entry => entry.word, entry => entry.phrase);
        var words = Enum.GetValues<Word>();
        _byFirstWords = [.. words.Select(first => phrases.Contains(first) ? BySecond(phrases[first].ToArray()) : null)];

        Phrase[][] BySecond(Phrase[] begun) =>
            [.. words.Select(second => Array.FindAll(begun, phrase => phrase.CanGoOnWith(second)))];
    }

    /// <summary>The words that a phrase can begin with.</summary>
    internal IEnumerable<Word> FirstWords => Enum.GetValues<Word>().Where(word => _byFirstWords[(int)word] is not null);

    /// <summary>Whether a phrase is at a position, whatever is around it.</summary>
    internal bool IsAt(ref Sentence sentence, int at, out int end)
    {
        foreach (var phrase in At(ref sentence, at))
        {
            if (phrase.Matches(ref sentence, at, out end))
            {
                return true;
            }
        }

        end = at;
        return false;
    }

    /// <summary>The rule of the first phrase that the sentence has, and that its words do not take back.</summary>
    internal string? Find(ref Sentence sentence)
    {
        for (var at = 0; at < sentence.Count; at++)
        {
            foreach (var phrase in At(ref sentence, at))
            {
                if (!phrase.Matches(ref sentence, at, out var end))
                {
                    continue;
                }

                if (Context.TakesBack(phrase.Context, ref sentence, at, end) is { } rule)
                {
                    sentence.TakeBack(at, end, rule);
                    continue;
                }

                sentence.Decide(at, end);
                return phrase.Rule;
            }
        }

        return null;
    }

    private Phrase[] At(ref Sentence sentence, int at) =>
        _byFirstWords[(int)sentence[at]] is { } bySecond ? bySecond[(int)sentence[at + 1]] : [];
}
