namespace Consent.Core.Texts.Languages;

/// <summary>A text's words, each as the classes that it has in one language. Every look at one counts as a step.</summary>
internal ref struct ClassifiedWords(ReadOnlySpan<LanguageToken> tokens, ulong[] classesOfForms)
{
    /// <summary>The class of the ends of clauses, and of what lies beyond the text.</summary>
    internal const ulong Break = 1;

    /// <summary>The class of words that are skipped.</summary>
    internal const ulong Loose = 2;

    private const int MaxSkipped = 8;

    private readonly ReadOnlySpan<LanguageToken> _tokens = tokens;
    private readonly ulong[] _classesOfForms = classesOfForms;

    public readonly int Count => _tokens.Length;

    public int Steps { get; private set; }

    public ulong this[int at]
    {
        get
        {
            Steps++;
            return (uint)at < (uint)_tokens.Length ? _classesOfForms[_tokens[at].Form] : Break;
        }
    }

    /// <summary>Whether only loose words are between a word and the end of the clause before it.</summary>
    internal bool StartsClause(int at)
    {
        var before = at - 1;
        while (before > at - MaxSkipped && this[before] is var classes && (classes & (Loose | Break)) == Loose)
        {
            before--;
        }

        return (this[before] & Break) != 0;
    }

    /// <summary>The position of the next word that is not loose, or is of classes that are looked for.</summary>
    internal int SkipLoose(int at, ulong wanted)
    {
        var last = at + MaxSkipped;
        while (at < last && this[at] is var classes && (classes & Loose) != 0 && (classes & wanted) == 0)
        {
            at++;
        }

        return at;
    }
}
