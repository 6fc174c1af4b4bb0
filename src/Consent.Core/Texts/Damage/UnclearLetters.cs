using System.Buffers;

namespace Consent.Core.Texts.Damage;

/// <summary>An accented letter that became a sign: <c>ARR@T</c>, <c>arr?t</c>, <c>arr�t</c>.</summary>
internal static class UnclearLetters
{
    // The alphabet of GSM 03.38, read as ASCII.
    internal const string Controls = "\u0004\u0005\u0006\u0007\u0008\u000E\u000F\u001E\u001F\u007F";
    private const string ControlLetters = "èéùìòÅåßÉà";

    private const int LongestWord = 24;

    private static readonly SearchValues<char> Signs = SearchValues.Create(['@', '?', '\uFFFD', .. Controls]);

    /// <summary>Whether a question mark may be a letter: most only end a word.</summary>
    internal static bool HasQuestionInWord(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('?'); at >= 0 && at + 1 < text.Length;)
        {
            if (char.IsLetter(text[at + 1]))
            {
                return true;
            }

            var next = text[(at + 1)..].IndexOf('?');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    internal static ReadOnlySpan<char> Clear(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(Signs);
            if (next < 0)
            {
                break;
            }

            var sign = at + next;
            var start = sign;
            while (start > at && IsOfWord(text[start - 1]))
            {
                start--;
            }

            var end = sign + 1;
            while (end < text.Length && IsOfWord(text[end]))
            {
                end++;
            }

            ClearWord(ref rewriter, text[start..end], start);
            at = end;
        }

        return rewriter.Finish();
    }

    private static void ClearWord(ref TextRewriter rewriter, ReadOnlySpan<char> word, int start)
    {
        if (word.Length is 1 or > LongestWord)
        {
            return;
        }

        if (!word[..^1].ContainsAny(Signs))
        {
            // A question mark ends a word more often than it is a letter of it.
            word = word.TrimEnd('?');
        }

        var meant = word.ContainsAny(Signs) ? AccentedWords.Find(word) ?? AccentedWords.Find(word = word.TrimEnd('?')) : null;
        for (var i = 0; i < word.Length; i++)
        {
            var control = Controls.IndexOf(word[i], StringComparison.Ordinal);
            if (control >= 0)
            {
                rewriter.Replace(start + i, start + i + 1, [ControlLetters[control]]);
            }
            else if (meant is not null && Signs.Contains(word[i]))
            {
                rewriter.Replace(start + i, start + i + 1, [meant[i]]);
            }
        }
    }

    private static bool IsOfWord(char c) => char.IsLetter(c) || Signs.Contains(c);
}
