namespace Consent.Core.Texts.Sentences;

/// <summary>A text's words. Every look at one counts as a step.</summary>
internal ref struct Sentence(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly ReadOnlySpan<Token> _tokens = tokens;

    public readonly int Count => _tokens.Length;

    public int Steps { get; private set; }

    /// <summary>The word at a position; a break before the first and after the last.</summary>
    public Word this[int at]
    {
        get
        {
            Steps++;
            return (uint)at < (uint)_tokens.Length ? _tokens[at].Word : Word.Break;
        }
    }

    /// <summary>The text from the first of two words to the end of the second.</summary>
    public readonly ReadOnlySpan<char> TextOf(int first, int last) => _text[_tokens[first].Start.._tokens[last].End];
}

/// <summary>A word and where it stands in the text.</summary>
internal readonly record struct Token(Word Word, ushort Start, ushort End);
