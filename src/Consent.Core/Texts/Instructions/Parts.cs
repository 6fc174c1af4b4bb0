namespace Consent.Core.Texts.Instructions;

/// <summary>A text's words and marks, and the keywords that they may be.</summary>
internal readonly ref struct Parts(ReadOnlySpan<char> text, Span<Part> parts, CompiledKeywords keywords)
{
    private const int LongestKeyword = 3;

    private static readonly Part Nothing = new(0, 0, Role.Break);

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<Part> _parts = parts;

    public int Count => _parts.Length;

    /// <summary>Gets the part at a position; a break before the first and after the last.</summary>
    public Part this[int at] => (uint)at < (uint)_parts.Length ? _parts[at] : Nothing;

    public bool Is(int at, Role role) => this[at].Is(role);

    public ReadOnlySpan<char> TextOf(int at) => _text[_parts[at].Start.._parts[at].End];

    /// <summary>Whether a character is right after a part.</summary>
    public bool IsFollowedBy(int at, char c) => _parts[at].End < _text.Length && _text[_parts[at].End] == c;

    /// <summary>Whether a part is a word, which is given in small letters without an apostrophe.</summary>
    public bool IsText(int at, string word)
    {
        if (!this[at].IsWord)
        {
            return false;
        }

        var text = TextOf(at);
        var apostrophe = text.IndexOfAny('\'', '’');
        return apostrophe < 0
            ? text.Equals(word, StringComparison.OrdinalIgnoreCase)
            : text.Length == word.Length + 1
                && text[..apostrophe].Equals(word.AsSpan(0, apostrophe), StringComparison.OrdinalIgnoreCase)
                && text[(apostrophe + 1)..].Equals(word.AsSpan(apostrophe), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How many digits there are from a position on, in numbers side by side.</summary>
    public int DigitsAt(int at, out int end)
    {
        var digits = 0;
        for (end = at; Is(end, Role.Digits) && !(Is(end, Role.Link) && Is(end + 1, Role.Purpose)); end++)
        {
            digits += _parts[end].End - _parts[end].Start;
        }

        return digits;
    }

    /// <summary>Marks parts as those of an instruction.</summary>
    public void MarkFound(int start, int end)
    {
        foreach (ref var part in _parts[start..end])
        {
            part = part with { Role = Role.Found };
        }
    }

    /// <summary>The keyword whose first word is at a position, the shortest.</summary>
    public InboundKind KeywordAt(int at, out int end)
    {
        for (var length = 1; length <= LongestKeyword; length++)
        {
            end = at + length;
            if (KeywordOf(at, end) is not InboundKind.None and var kind)
            {
                return kind;
            }
        }

        end = at;
        return InboundKind.None;
    }

    /// <summary>The keyword whose last word is before a position.</summary>
    public InboundKind KeywordBefore(int end, out int start)
    {
        for (var length = LongestKeyword; length > 0; length--)
        {
            start = end - length;
            if (KeywordOf(start, end) is not InboundKind.None and var kind)
            {
                return kind;
            }
        }

        start = end;
        return InboundKind.None;
    }

    public InboundKind KeywordOf(ReadOnlySpan<char> word) => keywords.Find(word).Kind;

    private InboundKind KeywordOf(int start, int end)
    {
        if (start < 0 || end > _parts.Length)
        {
            return InboundKind.None;
        }

        for (var i = start; i < end; i++)
        {
            if (!_parts[i].IsWord)
            {
                return InboundKind.None;
            }
        }

        return keywords.Find(_text[_parts[start].Start.._parts[end - 1].End]).Kind;
    }
}
