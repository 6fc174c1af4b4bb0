using System.Text.Json.Serialization;

namespace Consent.Core.Numbers;

/// <summary>A telephone number in E.164 form: a plus sign and 7 to 15 digits, the first of them not 0.</summary>
/// <remarks>
/// The shortest numbers in service have 7 digits with their country code; 15 is the limit of ITU-T E.164. Having no leading
/// zero, the digits are exact as an integer, which fits 50 bits.
/// </remarks>
[JsonConverter(typeof(PhoneNumberJsonConverter))]
public readonly record struct PhoneNumber
{
    public const int MinDigits = 7;
    public const int MaxDigits = 15;

    private PhoneNumber(ulong digits) => Digits = digits;

    /// <summary>Gets the digits as an integer: the whole number, without loss.</summary>
    public ulong Digits { get; }

    /// <summary>Reads an E.164 number. Nothing else is accepted: no spaces, no other scripts' digits, no extension.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber number)
    {
        number = default;
        if (text.Length is < MinDigits + 1 or > MaxDigits + 1 || text[0] != '+' || text[1] == '0')
        {
            return false;
        }

        ulong digits = 0;
        foreach (var character in text[1..])
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            digits = (digits * 10) + (uint)(character - '0');
        }

        number = new PhoneNumber(digits);
        return true;
    }

    /// <exception cref="FormatException">The text is no E.164 number.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not an E.164 number.");

    /// <summary>The number in E.164 form.</summary>
    public override string ToString() =>
        string.Create(null, stackalloc char[MaxDigits + 1], $"+{Digits}");
}
