using System.Buffers;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Consent.Core.Numbers;

/// <summary>
/// A number that a business texts from: an E.164 number, a short code of 3 to 8 digits, or an alphanumeric sender ID of 1 to 11
/// letters, digits and inner spaces with at least one letter, which is compared without case.
/// </summary>
/// <remarks>Alphanumeric sender IDs: 3GPP TS 23.040, 9.1.2.5 (11 characters of the GSM alphabet).</remarks>
[JsonConverter(typeof(SenderNumberJsonConverter))]
public readonly record struct SenderNumber
{
    public const int MinShortCodeDigits = 3;
    public const int MaxShortCodeDigits = 8;
    public const int MaxAlphanumericLength = 11;

    private const int TagShift = 60;
    private const ulong ValueMask = (1UL << TagShift) - 1;
    private const string Alphabet = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // A digit of an alphanumeric ID is its place in the alphabet plus one, so that no text is a prefix of zeros of another.
    private const ulong Radix = 38;

    // Unlike ContainsAnyExceptInRange, a search for these allocates nothing, not even before the JIT optimizes it.
    private static readonly SearchValues<char> ShortCodeDigits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> Alphanumerics =
        SearchValues.Create(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly ulong _givenDigits;

    private SenderNumber(SenderNumberForm form, ulong value, ulong givenDigits = 0) =>
        (Packed, _givenDigits) = (((ulong)form << TagShift) | value, givenDigits);

    /// <summary>Gets the whole canonical number in 64 bits, without loss: equal exactly for equal numbers, 0 for none.</summary>
    public ulong Packed { get; }

    /// <summary>Gets the number in the spelling given, which an answer echoes.</summary>
    public string AsGiven => _givenDigits == 0 ? ToString() : string.Create(CultureInfo.InvariantCulture, $"+{_givenDigits}");

    public SenderNumberForm Form => (SenderNumberForm)(Packed >> TagShift);

    private ulong Value => Packed & ValueMask;

    public static bool TryParse(ReadOnlySpan<char> text, out SenderNumber number)
    {
        number = default;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '+')
        {
            if (!PhoneNumber.TryParse(text, out var phone))
            {
                return false;
            }

            number = From(phone);
            return true;
        }

        return TryParseShortCode(text, out number) || TryParseAlphanumeric(text, out number);
    }

    /// <exception cref="FormatException">The text is no sender number.</exception>
    public static SenderNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a sender number.");

    public static SenderNumber From(PhoneNumber phone) =>
        new(SenderNumberForm.Phone, phone.CanonicalDigits, phone.IsCanonical ? 0 : phone.Digits);

    /// <summary>Whether this is that customer's own number, which nobody can text from to itself.</summary>
    public bool Is(PhoneNumber phone) => this == From(phone);

    public bool Equals(SenderNumber other) => Packed == other.Packed;

    public override int GetHashCode() => Packed.GetHashCode();

    /// <summary>The number as it is compared and stored: a phone's canonical number, and sender IDs in upper case.</summary>
    public override string ToString() => Form switch
    {
        SenderNumberForm.Phone => string.Create(CultureInfo.InvariantCulture, $"+{Value}"),
        SenderNumberForm.ShortCode => (Value >> 4).ToString(CultureInfo.InvariantCulture).PadLeft((int)(Value & 0xF), '0'),
        SenderNumberForm.Alphanumeric => AlphanumericText(Value),
        _ => "",
    };

    private static bool TryParseShortCode(ReadOnlySpan<char> text, out SenderNumber number)
    {
        number = default;
        if (text.Length is < MinShortCodeDigits or > MaxShortCodeDigits || text.ContainsAnyExcept(ShortCodeDigits))
        {
            return false;
        }

        // The length is kept, because a leading zero counts.
        var digits = ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        number = new SenderNumber(SenderNumberForm.ShortCode, (digits << 4) | (uint)text.Length);
        return true;
    }

    private static bool TryParseAlphanumeric(ReadOnlySpan<char> text, out SenderNumber number)
    {
        number = default;
        if (text.Length > MaxAlphanumericLength || text[0] == ' ' || text[^1] == ' ' || text.ContainsAnyExcept(Alphanumerics))
        {
            return false;
        }

        ulong value = 0;
        var hasLetter = false;
        foreach (var character in text)
        {
            hasLetter |= char.IsAsciiLetter(character);
            value = (value * Radix) + (uint)Alphabet.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal) + 1;
        }

        number = hasLetter ? new SenderNumber(SenderNumberForm.Alphanumeric, value) : default;
        return hasLetter;
    }

    private static string AlphanumericText(ulong value)
    {
        Span<char> text = stackalloc char[MaxAlphanumericLength];
        var start = text.Length;
        for (; value > 0; value /= Radix)
        {
            text[--start] = Alphabet[(int)(value % Radix) - 1];
        }

        return new string(text[start..]);
    }
}

public enum SenderNumberForm
{
    None = 0,
    Phone = 1,
    ShortCode = 2,
    Alphanumeric = 3,
}
