using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Consent.Core.Numbers;

/// <summary>
/// What a text that is no customer number seems to be instead, in words that somebody with the list can act on. They repeat at most
/// one character of it, or a country code.
/// </summary>
/// <remarks>It never says which number may have been meant: what was lost on the way cannot be told.</remarks>
public static partial class CustomerNumberFault
{
    private const int LongestRead = 200;
    private const int MinNumberDigits = 7;
    private const int MaxShortCodeDigits = 6;

    // A number without plus that has more digits than any country's own may begin with a country code.
    private const int MaxNationalDigits = 10;

    /// <summary>What is seen, such as "national form: no + and country code".</summary>
    public static string Of(string text)
    {
        if (text.Length > LongestRead)
        {
            return Count("too long", text.Length, "characters");
        }

        var digits = text.Count(char.IsAsciiDigit);
        return OfSpreadsheet(text) ?? OfOtherKind(text) ?? OfOtherScript(text) ?? OfSeveral(text)
            ?? (Extension().IsMatch(text) ? "an extension"
                : DecimalNumber().IsMatch(text) ? "a decimal number, as spreadsheets write it"
                : digits == 0 ? "no digits"
                : text.Any(char.IsLetter) ? "has letters"
                : OfSpace(text) ?? OfCharacter(text) ?? OfPlus(text, digits) ?? OfDigits(text, digits));
    }

    private static string? OfSpreadsheet(string text) =>
        text.Length == 0 ? "empty"
        : ErrorValue().IsMatch(text) ? "an error value of a spreadsheet"
        : text[0] == '=' ? "a formula of a spreadsheet: export its value"
        : SheetEscape().IsMatch(text) ? "an escape of a spreadsheet's file, such as _x000D_"
        : ScientificNotation().IsMatch(text) ? "scientific notation, as spreadsheets write it"
        : null;

    private static string? OfOtherKind(string text) =>
        Link().IsMatch(text) ? "a link, such as tel:"
        : text.Contains('@', StringComparison.Ordinal) ? "an e-mail address"
        : Masked().IsMatch(text) ? "masked: some digits are hidden"
        : null;

    private static string? OfOtherScript(string text) =>
        text.EnumerateRunes().Any(rune => Rune.IsDigit(rune) && !rune.IsAscii) ? "digits of another script: write 0 to 9"
        : OtherPlus().IsMatch(text) ? "a plus sign of another script: write +"
        : null;

    private static string? OfSeveral(string text) =>
        Between().Split(text).Count(part => part.Count(char.IsAsciiDigit) >= MinNumberDigits) switch
        {
            > 2 => "several numbers in one cell",
            2 => "two numbers in one cell",
            _ => null,
        };

    private static string? OfSpace(string text) =>
        text[0] == ' ' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? "a space in front of the digits: in a URL, write + as %2B"
        : char.IsWhiteSpace(text[0]) ? "a space in front"
        : char.IsWhiteSpace(text[^1]) ? "a space at the end"
        : null;

    private static string? OfCharacter(string text) =>
        Stray().Match(text) is { Success: true } stray ? SenderNumberFault.Has(text, stray.Index) : null;

    private static string? OfPlus(string text, int digits)
    {
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? null
            : plus != text.LastIndexOf('+') ? "more than one plus sign"
            : text.AsSpan(0, plus).ContainsAnyExcept(" (") ? "a plus sign that is not in front"
            : TrunkPrefix().IsMatch(text) ? "(0) between country code and number: leave it out"
            : digits != text.Length - 1 ? "spaces or punctuation between the digits"
            : text[1] == '0' ? "no country code begins with 0"
            : digits < PhoneNumber.MinDigits ? Count("too short", digits, "digits")
            : digits > PhoneNumber.MaxDigits ? Count("too long", digits, "digits")
            : PossibleLengths.Describe(text);
    }

    private static string OfDigits(string text, int digits)
    {
        var bare = digits == text.Length;
        var first = text.First(char.IsAsciiDigit);
        return text[0] is '-' or '\u2212' ? "a minus sign in front"
            : digits > PhoneNumber.MaxDigits ? Count("too long", digits, "digits")
            : text.StartsWith("00", StringComparison.Ordinal) && digits > MinNumberDigits ? "00 in place of +"
            : bare && digits is >= SenderNumber.MinCodeDigits and <= MaxShortCodeDigits ? "a short code"
            : digits < MinNumberDigits ? Count("too short", digits, "digits")
            : first != '0' && digits > MaxNationalDigits ? "no + in front: if these digits begin with a country code, write + before them"
            : "national form: no + and country code";
    }

    private static string Count(string what, int count, string things) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: {count} {things}");

    [GeneratedRegex(@"\A#[A-Z0-9/_]+[!?]?\z", RegexOptions.IgnoreCase)]
    private static partial Regex ErrorValue();

    [GeneratedRegex("_x[0-9A-F]{4}_", RegexOptions.IgnoreCase)]
    private static partial Regex SheetEscape();

    [GeneratedRegex(@"\A[+-]?[0-9]+([.,][0-9]+)?E[+-]?[0-9]+\z", RegexOptions.IgnoreCase)]
    private static partial Regex ScientificNotation();

    [GeneratedRegex(@"\A[a-z]+:[^ ]", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"[*\u2022\u25CF]|[0-9]X{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Masked();

    [GeneratedRegex(@"[\uFF0B\uFE62\u207A\u208A\u2795]")]
    private static partial Regex OtherPlus();

    // What stands between two numbers; a plus sign begins another one. A single space is within a number as often.
    [GeneratedRegex(@"[;,/|&\r\n\t]|\b(?:or|and)\b|(?<=[0-9)])[ -]*(?=\+)|(?<=[0-9]{7})\s+(?=[0-9]{7})", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(
        @"(?:[0-9][ ().-]*){5};?\s*(?:(?:ext(?:ension|n)?|x|#|poste|anexo|ramal|durchwahl)[ .:=]*|,{2,})[0-9]{1,6}#?\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"\A\+?[0-9]{7,}[.,][0-9]{1,2}\z")]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(@"\A\(?\+[0-9 )]{1,6}\(0\)")]
    private static partial Regex TrunkPrefix();

    // Anything that is not usual in a number as people write it.
    [GeneratedRegex(@"[^0-9+()./\s\p{Pd}\u2212]")]
    private static partial Regex Stray();
}
