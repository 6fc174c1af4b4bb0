using System.Text;

namespace Consent.Core.Texts.Quoting;

/// <summary>The quotation marks in which phones put what they quote.</summary>
internal static class QuoteMarks
{
    internal const string Opening = "\"“«„”「『‹";

    // The n-th closes the n-th above. A German and a Swedish quote may be closed by either.
    private const string Closing = "\"”»“”」』›";

    /// <summary>Whether a character closes a quote.</summary>
    internal static bool Closes(char opening, char c) =>
        c == Closing[Opening.IndexOf(opening, StringComparison.Ordinal)] || (opening == '„' && c is '”' or '"');

    internal static bool IsMark(Rune rune) =>
        rune.IsBmp && (Opening.Contains((char)rune.Value, StringComparison.Ordinal)
            || Closing.Contains((char)rune.Value, StringComparison.Ordinal));

    /// <summary>Whether quotes of this kind can stand inside one another.</summary>
    internal static bool Nests(char opening) => opening is not ('"' or '”');
}
