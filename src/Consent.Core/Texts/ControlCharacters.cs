using System.Buffers;

namespace Consent.Core.Texts;

/// <summary>Ids hold no control characters; names and keywords, moreover, are of one line.</summary>
public static class ControlCharacters
{
    /// <summary>A regular expression for text that <see cref="IsOneLine"/> accepts.</summary>
    public const string OneLine = @"[^\p{Cc}\p{Zl}\p{Zp}]*";

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    public static bool AreIn(ReadOnlySpan<char> text) => text.ContainsAny(Controls);

    /// <summary>Whether a text has neither control characters nor the separators of lines and paragraphs.</summary>
    public static bool IsOneLine(ReadOnlySpan<char> text) => !AreIn(text) && !text.ContainsAny('\u2028', '\u2029');
}
