namespace Consent.Core.Texts;

/// <summary>Copies a text with parts replaced, from left to right. A text of which no part is replaced is not copied.</summary>
internal ref struct TextRewriter(ReadOnlySpan<char> text, TextOrigins? origins)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly TextOrigins? _origins = origins;
    private char[]? _written;
    private Origin[]? _from;
    private int _length;
    private int _done;

    /// <summary>Replaces a part that begins where the last one ended, or later.</summary>
    public void Replace(int start, int end, scoped ReadOnlySpan<char> with)
    {
        Keep(start);
        Reserve(with.Length);
        with.CopyTo(_written.AsSpan(_length));
        if (_origins is not null)
        {
            _from.AsSpan(_length, with.Length).Fill(_origins[start, end]);
        }

        _length += with.Length;
        _done = end;
    }

    /// <summary>Leaves out a part by a rule.</summary>
    public void Remove(int start, int end, string rule, scoped ReadOnlySpan<char> with = default)
    {
        Replace(start, end, with);
        _origins?.Add(rule, start, end);
    }

    public ReadOnlySpan<char> Finish()
    {
        if (_written is null)
        {
            return _text;
        }

        Keep(_text.Length);
        _origins?.Replace(_from![.._length]);
        return _written.AsSpan(0, _length);
    }

    private void Keep(int end)
    {
        var kept = _text[_done..end];
        Reserve(kept.Length);
        kept.CopyTo(_written.AsSpan(_length));
        for (var i = 0; _origins is not null && i < kept.Length; i++)
        {
            _from![_length + i] = _origins[_done + i, _done + i + 1];
        }

        _length += kept.Length;
        _done = end;
    }

    private void Reserve(int more)
    {
        if (_written is null)
        {
            _written = new char[Math.Max(_text.Length, more)];
            _from = _origins is null ? null : new Origin[_written.Length];
        }
        else if (_written.Length < _length + more)
        {
            Array.Resize(ref _written, (_length + more) * 2);
            if (_from is not null)
            {
                Array.Resize(ref _from, _written.Length);
            }
        }
    }
}
