using System.Buffers;
using System.Text;

namespace Consent.Core.Texts.Languages;

/// <summary>
/// Reads a normalized text's words, once for all languages. Scripts without spaces are cut into the longest known words.
/// </summary>
internal ref struct LanguageReader(ReadOnlySpan<char> text, LanguageForms forms, Span<LanguageToken> tokens)
{
    private const int MaxForm = 32;

    private static readonly SearchValues<char> Pauses = SearchValues.Create(".,!;:()[]{}¡¿…。，！、；：؛،।");

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<LanguageToken> _tokens = tokens;
    private int _count;

    /// <summary>Reads all words into the tokens, of which there must be as many as characters. Returns their number.</summary>
    internal static int Read(ReadOnlySpan<char> text, LanguageForms forms, Span<LanguageToken> tokens)
    {
        var reader = new LanguageReader(text, forms, tokens);
        for (var at = 0; at < text.Length;)
        {
            at = reader.ReadOne(at);
        }

        return reader._count;
    }

    private int ReadOne(int at)
    {
        var c = _text[at];
        if (LanguageLetters.IsUnspaced(c))
        {
            return ReadUnspaced(at);
        }

        if (char.IsLetterOrDigit(c))
        {
            return ReadWord(at);
        }

        if (c is '?' or '؟' or '？')
        {
            Add(LanguageForms.Question, at, at + 1);
        }
        else if (Pauses.Contains(c) || Characters.LineBreaks.Contains(c) || (c == '-' && at > 0 && _text[at - 1] == ' '))
        {
            Add(LanguageForms.Break, at, at + 1);
        }
        else if (c >= '\u0080')
        {
            Rune.DecodeFromUtf16(_text[at..], out var rune, out var length);
            if (Rune.IsLetterOrDigit(rune))
            {
                Add(LanguageForms.Unknown, at, at + length);
            }
            else if (!Rune.IsWhiteSpace(rune) && !Rune.IsPunctuation(rune) && !Characters.IsMark(rune))
            {
                Add(LanguageForms.Break, at, at + length);
            }

            return at + length;
        }

        return at + 1;
    }

    private int ReadWord(int start)
    {
        Span<char> form = stackalloc char[MaxForm];
        var (length, at) = (0, start);
        for (; at < _text.Length; at++)
        {
            var c = _text[at];
            if (!char.IsLetterOrDigit(c) || LanguageLetters.IsUnspaced(c))
            {
                break;
            }

            c = LanguageLetters.Fold(c);
            if (c == '\0')
            {
                continue;
            }

            // A letter that is stretched is written once.
            if (length > 1 && form[length - 1] == c && form[length - 2] == c && char.IsLetter(c))
            {
                length--;
                while (at + 1 < _text.Length && LanguageLetters.Fold(_text[at + 1]) == c)
                {
                    at++;
                }
            }
            else if (length < form.Length)
            {
                form[length++] = c;
            }
        }

        Add(length < form.Length ? forms.Find(form[..length]) : LanguageForms.Unknown, start, at);
        return at;
    }

    private int ReadUnspaced(int start)
    {
        Span<char> form = stackalloc char[MaxForm];
        var longest = Math.Min(forms.LongestFrom(LanguageLetters.Fold(_text[start])), MaxForm);
        var length = 0;
        while (length < longest && start + length < _text.Length && LanguageLetters.IsUnspaced(_text[start + length]))
        {
            form[length] = LanguageLetters.Fold(_text[start + length]);
            length++;
        }

        while (length > 0)
        {
            if (forms.Find(form[..length]) is var number && number != LanguageForms.Unknown)
            {
                Add(number, start, start + length);
                return start + length;
            }

            length--;
        }

        Add(LanguageForms.Unknown, start, start + 1);
        return start + 1;
    }

    private void Add(ushort form, int start, int end)
    {
        if (_count > 0 && forms.TryJoin(_tokens[_count - 1].Form, form, out var joined))
        {
            _tokens[_count - 1] = new LanguageToken(joined, _tokens[_count - 1].Start, (ushort)end);
        }
        else
        {
            _tokens[_count++] = new LanguageToken(form, (ushort)start, (ushort)end);
        }
    }
}

/// <summary>A word's form and where it stands in the text.</summary>
internal readonly record struct LanguageToken(ushort Form, ushort Start, ushort End);
