using System.Globalization;
using System.Text.Json.Serialization;

namespace Consent.Core.Numbers;

/// <summary>
/// A number or name that a business texts from: an E.164 number, a short or long code of 3 to 15 digits, or an alphanumeric sender
/// ID of 1 to 11 letters, digits, spaces and <c>- _ &amp; . + '</c>. An ID has a letter and no space at either end, and is compared
/// without case.
/// </summary>
/// <remarks>
/// Alphanumeric sender IDs: 3GPP TS 23.040, 9.1.2.5 (11 characters of the GSM alphabet), with the characters that carriers accept.
/// </remarks>
[JsonConverter(typeof(SenderNumberJsonConverter))]
public readonly record struct SenderNumber
{
    public const int MinCodeDigits = 3;
    public const int MaxCodeDigits = 15;
    public const int MaxAlphanumericLength = 11;

    // In the order of ASCII. Lists of senders are in this order, and their page tokens outlive a build: a new character goes
    // between these without moving them.
    private const string Alphabet = " &'+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_";

    // Bijective: the digits are 1 to 43, so that no text is another with zeros before it. Eleven of them take less than 60 bits.
    private const ulong Radix = 43;

    private const int TagShift = 60;
    private const ulong Impossible = 1UL << 63;
    private const ulong ValueMask = (1UL << TagShift) - 1;

    private static readonly byte[] AlphabetDigits = MakeAlphabetDigits();

    // The digits of a phone as given, where they are not the canonical ones, and a bit that says that they are too few or too many.
    private readonly ulong _given;

    private SenderNumber(SenderNumberForm form, ulong value, ulong given = 0) =>
        (Packed, _given) = (((ulong)form << TagShift) | value, given);

    /// <summary>Gets the whole canonical number in 64 bits, without loss: equal exactly for equal numbers, 0 for none.</summary>
    public ulong Packed { get; }

    /// <summary>Gets the number in the spelling given, which an answer echoes.</summary>
    public string AsGiven => OtherSpelling ?? ToString();

    /// <summary>Gets the spelling given where it is not the canonical one; otherwise null.</summary>
    public string? OtherSpelling =>
        GivenDigits == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"+{GivenDigits}");

    /// <summary>Gets a value indicating whether a phone's number has a length that its country code has. Others always are.</summary>
    public bool IsPossible => (_given & Impossible) == 0;

    /// <summary>Gets a phone's other spellings, under which a build before may have known it: none for most.</summary>
    public IReadOnlyList<string> OlderSpellings => Form == SenderNumberForm.Phone ? Renumberings.Spellings(Value) : [];

    public SenderNumberForm Form => (SenderNumberForm)(Packed >> TagShift);

    private ulong Value => Packed & ValueMask;

    private ulong GivenDigits => _given & ~Impossible;

    public static bool TryParse(ReadOnlySpan<char> text, out SenderNumber number)
    {
        number = default;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '+' && PhoneNumber.TryParse(text, out var phone))
        {
            number = From(phone);
            return true;
        }

        // A plus sign before digits alone is no ID: an ID has a letter.
        return TryParseCode(text, out number) || TryParseAlphanumeric(text, out number);
    }

    /// <exception cref="FormatException">The text is no sender number.</exception>
    public static SenderNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a sender number.");

    public static SenderNumber From(PhoneNumber phone) =>
        new(SenderNumberForm.Phone, phone.CanonicalDigits, (phone.IsCanonical ? 0 : phone.Digits) | (phone.IsPossible ? 0 : Impossible));

    /// <summary>Whether this is that customer's own number, which nobody can text from to itself.</summary>
    public bool Is(PhoneNumber phone) => Packed == (((ulong)SenderNumberForm.Phone << TagShift) | phone.CanonicalDigits);

    public bool Equals(SenderNumber other) => Packed == other.Packed;

    public override int GetHashCode() => Packed.GetHashCode();

    /// <summary>The number as it is compared and stored: a phone's canonical number, and sender IDs in upper case.</summary>
    public override string ToString() => Form switch
    {
        SenderNumberForm.Phone => string.Create(CultureInfo.InvariantCulture, $"+{Value}"),
        SenderNumberForm.Code => (Value >> 4).ToString(CultureInfo.InvariantCulture).PadLeft((int)(Value & 0xF), '0'),
        SenderNumberForm.Alphanumeric => AlphanumericText(Value),
        _ => "",
    };

    /// <summary>Whether an alphanumeric sender ID may have this character in it.</summary>
    internal static bool IsOfTheAlphabet(char character) => DigitOf(character) != 0;

    private static bool TryParseCode(ReadOnlySpan<char> text, out SenderNumber number)
    {
        number = default;
        if (text.Length is < MinCodeDigits or > MaxCodeDigits)
        {
            return false;
        }

        ulong digits = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            digits = (digits * 10) + (uint)(character - '0');
        }

        // The length is kept, because a leading zero counts.
        number = new SenderNumber(SenderNumberForm.Code, (digits << 4) | (uint)text.Length);
        return true;
    }

    private static bool TryParseAlphanumeric(ReadOnlySpan<char> text, out SenderNumber number)
    {
        number = default;
        if (text.Length > MaxAlphanumericLength || text[0] == ' ' || text[^1] == ' ')
        {
            return false;
        }

        ulong value = 0;
        var hasLetter = false;
        foreach (var character in text)
        {
            var digit = DigitOf(character);
            if (digit == 0)
            {
                return false;
            }

            hasLetter |= char.IsAsciiLetter(character);
            value = (value * Radix) + digit;
        }

        number = hasLetter ? new SenderNumber(SenderNumberForm.Alphanumeric, value) : default;
        return hasLetter;
    }

    private static uint DigitOf(char character) => character < AlphabetDigits.Length ? AlphabetDigits[character] : 0u;

    private static byte[] MakeAlphabetDigits()
    {
        var digits = new byte[128];
        for (var place = 0; place < Alphabet.Length; place++)
        {
            digits[Alphabet[place]] = digits[char.ToLowerInvariant(Alphabet[place])] = (byte)(place + 1);
        }

        return digits;
    }

    private static string AlphanumericText(ulong value)
    {
        Span<char> text = stackalloc char[MaxAlphanumericLength];
        var start = text.Length;
        for (; value > 0; value = (value - 1) / Radix)
        {
            text[--start] = Alphabet[(int)((value - 1) % Radix)];
        }

        return new string(text[start..]);
    }
}

public enum SenderNumberForm
{
    None = 0,
    Phone = 1,

    /// <summary>A short or long code: digits without a plus sign.</summary>
    Code = 2,

    Alphanumeric = 3,
}
