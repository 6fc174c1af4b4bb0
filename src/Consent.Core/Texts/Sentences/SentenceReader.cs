using System.Buffers;
using System.Text;

namespace Consent.Core.Texts.Sentences;

/// <summary>Reads a normalized text's words from left to right, each character at most twice.</summary>
internal ref struct SentenceReader(ReadOnlySpan<char> text, Span<Token> tokens)
{
    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’‘`ʼ");
    private static readonly SearchValues<char> Pauses = SearchValues.Create(".!,;:()[]{}¡¿…。，！、");
    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789-");

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<Token> _tokens = tokens;
    private int _count;

    /// <summary>Reads all words into the tokens, of which there must be as many as characters. Returns their number.</summary>
    internal static int Read(ReadOnlySpan<char> text, Span<Token> tokens)
    {
        var reader = new SentenceReader(text, tokens);
        for (var at = 0; at < text.Length;)
        {
            at = reader.ReadOne(at);
        }

        return reader._count;
    }

    private int ReadOne(int at)
    {
        var c = _text[at];
        if (IsLetter(c))
        {
            return ReadCompound(at);
        }

        if (c == ' ')
        {
            return at + 1;
        }

        if (Characters.LineBreaks.Contains(c))
        {
            return ReadLineBreaks(at);
        }

        if (c == '?')
        {
            AddPause(Word.Question, at, at + 1);
        }
        else if (c == '.' && IsAfterTitle(at))
        {
            return at + 1;
        }
        else if (Pauses.Contains(c) || (c is '-' && IsDash(at)))
        {
            AddPause(Word.Break, at, at + 1);
        }
        else if (c == '#')
        {
            Add(Word.Number, at, at + 1);
        }
        else if (c >= '\u0080')
        {
            return ReadSymbol(at);
        }

        return at + 1;
    }

    // A line that goes on in small letters goes on with the sentence.
    private int ReadLineBreaks(int at)
    {
        var rest = _text[at..].TrimStart();
        if (rest.IsEmpty || !char.IsLower(rest[0]))
        {
            AddPause(Word.Break, at, at + 1);
        }

        return _text.Length - rest.Length;
    }

    // A word is looked up with its hyphens left out (opt-out), and if that is none, in its parts (stop-texting-me).
    private int ReadCompound(int start)
    {
        Span<char> form = stackalloc char[Vocabulary.LongestForm + 1];
        var end = ReadWord(start, joins: true, form, out var length, out var hyphenated);
        var word = Vocabulary.Find(form[..length]);
        if (word != Word.Other || !hyphenated)
        {
            Add(word, start, end);
            return end;
        }

        while (start < end)
        {
            var next = ReadWord(start, joins: false, form, out length, out _);
            Add(Vocabulary.Find(form[..length]), start, next);
            start = next + 1;
        }

        return end;
    }

    private readonly int ReadWord(int at, bool joins, Span<char> form, out int length, out bool hyphenated)
    {
        length = 0;
        hyphenated = false;
        for (; at < _text.Length; at++)
        {
            var c = _text[at];
            if (IsLetter(c) || (c == '*' && IsInner(at)))
            {
                if (length == form.Length)
                {
                    continue;
                }

                c = c < '\u0080' ? char.ToLowerInvariant(c) : (char)Characters.FoldCase(new Rune(c)).Value;
                var stretches = length > 2 && form[length - 1] == c && form[length - 2] == c && form[length - 3] == c;
                if (!stretches)
                {
                    form[length++] = c;
                }
            }
            else if (IsHyphen(c) && joins && IsInner(at))
            {
                hyphenated = true;
            }
            else if (!Apostrophes.Contains(c) || !IsInner(at))
            {
                break;
            }
        }

        return at;
    }

    private int ReadSymbol(int at)
    {
        Rune.DecodeFromUtf16(_text[at..], out var rune, out var length);
        if (Rune.IsLetterOrDigit(rune))
        {
            Add(Word.Other, at, at + length);
        }
        else if (!Rune.IsWhiteSpace(rune) && !Rune.IsPunctuation(rune) && !Characters.IsMark(rune))
        {
            AddPause(WholeMessage.IsOptOutSign(rune) ? Word.Sign : Word.Picture, at, at + length);
        }
        else if (Characters.IsHyphen(rune))
        {
            AddPause(Word.Break, at, at + length);
        }

        return at + length;
    }

    private void Add(Word word, int start, int end)
    {
        if (word == Word.Other && !_text[start..end].ContainsAnyExcept(NumberSigns))
        {
            word = Word.Digits;
        }

        if (_count > 0 && WordPairs.TryJoin(_tokens[_count - 1].Word, word, out var joined))
        {
            _tokens[_count - 1] = new Token(joined, _tokens[_count - 1].Start, (ushort)end);
        }
        else
        {
            _tokens[_count++] = new Token(word, (ushort)start, (ushort)end);
        }
    }

    private void AddPause(Word pause, int start, int end)
    {
        if (_count == 0 || _tokens[_count - 1].Word != pause)
        {
            _tokens[_count++] = new Token(pause, (ushort)start, (ushort)end);
        }
    }

    // "Mrs. Jones"
    private readonly bool IsAfterTitle(int at) =>
        _count > 0 && _tokens[_count - 1] is { Word: Word.Greeting } token && token.End == at && at - token.Start <= "mrs".Length
        && _text[token.Start] is 'm' or 'M' && _text[at - 1] is 'r' or 's' or 'R' or 'S' && at + 1 < _text.Length;

    private readonly bool IsInner(int at) =>
        at > 0 && at + 1 < _text.Length && IsLetterOrStar(_text[at - 1]) && IsLetterOrStar(_text[at + 1]);

    private readonly bool IsDash(int at) =>
        at == 0 || _text[at - 1] is ' ' or '-' || at + 1 == _text.Length || _text[at + 1] == ' ';

    private static bool IsLetterOrStar(char c) => c == '*' || IsLetter(c);

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    private static bool IsLetter(char c) => c < '\u0080' ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);
}
