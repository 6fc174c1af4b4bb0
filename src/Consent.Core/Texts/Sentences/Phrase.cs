namespace Consent.Core.Texts.Sentences;

/// <summary>Words in a row, as a rule names them.</summary>
/// <remarks>
/// Written as words or sets of them (a/b), one after the other: <c>a?</c> may be missing, <c>a*</c> may be there several times,
/// <c>!a</c> and <c>=a</c> look at the next word and take none. Nothing is tried twice: what may be taken is taken.
/// </remarks>
internal sealed class Phrase
{
    private const int MaxSkipped = 8;

    private readonly Part[] _parts;

    internal Phrase(string rule, RequiredContext context, string pattern)
    {
        Rule = rule;
        Context = context;
        _parts = [.. pattern.Split(' ').Select(Parse)];
        if (_parts[0].Kind != PartKind.One)
        {
            throw new ArgumentException($"A phrase starts with a word: {pattern}", nameof(pattern));
        }
    }

    private enum PartKind
    {
        One,
        Optional,
        Several,
        Next,
        NotNext,
    }

    internal string Rule { get; }

    internal RequiredContext Context { get; }

    internal IEnumerable<Word> FirstWords => _parts[0].Words.Words;

    /// <summary>Whether a word may be the second: most phrases are ruled out by it.</summary>
    internal bool CanGoOnWith(Word second) => _parts is not [_, var part, ..] || part.Kind switch
    {
        PartKind.One or PartKind.Next => part.Words.Contains(second),
        PartKind.NotNext => !part.Words.Contains(second),
        _ => true,
    };

    /// <summary>Whether the phrase is at a position, where its first word is known to be.</summary>
    internal bool Matches(ref Sentence sentence, int at, out int end)
    {
        end = at + 1;
        foreach (var part in _parts.AsSpan(1))
        {
            var contains = part.Words.Contains(sentence[end]);
            switch (part.Kind)
            {
                case PartKind.One when contains:
                case PartKind.Optional when contains:
                    end++;
                    break;
                case PartKind.Several:
                    end = Skip(ref sentence, part.Words, end);
                    break;
                case PartKind.One:
                case PartKind.Next when !contains:
                case PartKind.NotNext when contains:
                    return false;
            }
        }

        return true;
    }

    private static int Skip(ref Sentence sentence, WordSet words, int at)
    {
        var end = at;
        while (end < at + MaxSkipped && words.Contains(sentence[end]))
        {
            end++;
        }

        return end;
    }

    private static Part Parse(string part) => part switch
    {
        [.. var words, '?'] => new Part(PartKind.Optional, WordSets.Of(words)),
        [.. var words, '*'] => new Part(PartKind.Several, WordSets.Of(words)),
        ['!', .. var words] => new Part(PartKind.NotNext, WordSets.Of(words)),
        ['=', .. var words] => new Part(PartKind.Next, WordSets.Of(words)),
        _ => new Part(PartKind.One, WordSets.Of(part)),
    };

    private readonly record struct Part(PartKind Kind, WordSet Words);
}
