namespace Consent.Core.Texts.Sentences;

/// <summary>A text's words. Every look at one counts as a step.</summary>
internal ref struct Sentence(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly ReadOnlySpan<Token> _tokens = tokens;

    public readonly int Count => _tokens.Length;

    public int Steps { get; private set; }

    /// <summary>Gets where the words that decided begin in the text, or those that were taken back.</summary>
    public int Start { get; private set; }

    /// <summary>Gets the end of those words.</summary>
    public int End { get; private set; }

    /// <summary>Gets the name of the rule that took the first match back; see <see cref="Sentences.TakenBack"/>.</summary>
    public string? TakenBackBy { get; private set; }

    /// <summary>The word at a position; a break before the first and after the last.</summary>
    public Word this[int at]
    {
        get
        {
            Steps++;
            return (uint)at < (uint)_tokens.Length ? _tokens[at].Word : Word.Break;
        }
    }

    /// <summary>What the text has words for, by a table of all words.</summary>
    public readonly Presence PresenceOf(ReadOnlySpan<Presence> byWord)
    {
        var present = Presence.None;
        foreach (var token in _tokens)
        {
            present |= byWord[(int)token.Word];
        }

        return present;
    }

    /// <summary>Adds the looks at words that another reading of the text took.</summary>
    public void AddSteps(int steps) => Steps += steps;

    /// <summary>The text from the first of two words to the end of the second.</summary>
    public readonly ReadOnlySpan<char> TextOf(int first, int last) => _text[_tokens[first].Start.._tokens[last].End];

    /// <summary>Whether a word, which is not the first, begins a line.</summary>
    public readonly bool IsOnNewLine(int at) =>
        _text[_tokens[at - 1].End.._tokens[at].Start].ContainsAny(Characters.LineBreaks);

    /// <summary>Keeps the words that decided, from the first to before the end.</summary>
    public void Decide(int first, int end) =>
        (Start, End, TakenBackBy) = (_tokens[first].Start, _tokens[Math.Min(end, Count) - 1].End, null);

    /// <summary>Keeps the part by which another reading of the text decided, or would have unless it was taken back.</summary>
    public void Keep(int start, int end, string? takenBackBy)
    {
        if (takenBackBy is null || TakenBackBy is null)
        {
            (Start, End, TakenBackBy) = (start, end, takenBackBy);
        }
    }

    /// <summary>Keeps the words that would have decided, and why they did not, unless others were kept before.</summary>
    public void TakeBack(int first, int end, string rule)
    {
        if (TakenBackBy is null)
        {
            Decide(first, end);
            TakenBackBy = rule;
        }
    }
}

/// <summary>A word and where it stands in the text.</summary>
internal readonly record struct Token(Word Word, ushort Start, ushort End);
