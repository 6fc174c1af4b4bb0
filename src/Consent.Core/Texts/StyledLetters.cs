using System.Globalization;
using System.Text;

namespace Consent.Core.Texts;

/// <summary>Letters of styled keyboards that Unicode's own folding leaves alone.</summary>
internal static class StyledLetters
{
    private const string Styled = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ" + "øØŧŦƤƥƬƭʂɵƟ" + "ᔕᑭᑌᑎᗰᗷᗩᑕᗪᗴᖴᒪ" + "ꓢꓔꓳꓑꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓣꓴꓦꓪꓫꓬꓜ";
    private const string Letters = "abcdefghijklmnopqrstuvwyz" + "oOtTPpTtsoO" + "SPUNMBACDEFL" + "STOPABCDEFGHIJKLMNRUVWXYZ";

    private const int FirstRegional = 0x1F1E6;
    private const int LastRegional = 0x1F1FF;

    // Negative circles and negative squares, each from A to Z.
    private static readonly int[] Blocks = [0x1F150, 0x1F170];

    internal static bool Contains(int character) => Styled.Contains((char)character, StringComparison.Ordinal);

    internal static char? Of(Rune rune)
    {
        var at = rune.IsBmp ? Styled.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
        return at < 0 ? null : Letters[at];
    }

    internal static bool IsRegional(Rune rune) => rune.Value is >= FirstRegional and <= LastRegional;

    /// <summary>The letter of a run of regional indicators; two of them are a flag.</summary>
    internal static char OfRegional(Rune rune) => (char)('A' + rune.Value - FirstRegional);

    /// <summary>The letter in a black square or circle. One that stands alone is an emoji, as a blood group is.</summary>
    internal static char? OfBlack(Rune rune, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        foreach (var first in Blocks)
        {
            if (rune.Value >= first && rune.Value < first + 26)
            {
                return IsBlack(LastShown(before), first) || IsBlack(FirstShown(after), first)
                    ? (char)('A' + rune.Value - first)
                    : null;
            }
        }

        return null;
    }

    private static bool IsBlack(Rune rune, int first) => rune.Value >= first && rune.Value < first + 26;

    private static Rune FirstShown(ReadOnlySpan<char> text)
    {
        foreach (var rune in text[..Math.Min(text.Length, 4)].EnumerateRunes())
        {
            if (!IsSkipped(rune))
            {
                return rune;
            }
        }

        return default;
    }

    private static Rune LastShown(ReadOnlySpan<char> text)
    {
        for (var taken = 0; taken < 4 && !text.IsEmpty; taken++)
        {
            Rune.DecodeLastFromUtf16(text, out var rune, out var length);
            if (!IsSkipped(rune))
            {
                return rune;
            }

            text = text[..^length];
        }

        return default;
    }

    private static bool IsSkipped(Rune rune) =>
        rune.Value is ' ' or 0xFE0E or 0xFE0F || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
