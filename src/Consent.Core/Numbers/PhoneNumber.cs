using System.Text.Json.Serialization;

namespace Consent.Core.Numbers;

/// <summary>A telephone number in E.164 form: a plus sign and 7 to 15 digits, the first of them not 0.</summary>
/// <remarks>
/// The shortest numbers in service have 7 digits with their country code; 15 is the limit of ITU-T E.164. Having no leading
/// zero, the digits are exact as an integer, which fits 50 bits.
/// <para>
/// A number is kept and written as given. Two spellings of one phone are equal, by their canonical number: docs/numbers.md.
/// </para>
/// </remarks>
[JsonConverter(typeof(PhoneNumberJsonConverter))]
public readonly record struct PhoneNumber
{
    public const int MinDigits = 7;
    public const int MaxDigits = 15;

    private const uint AfterFirst = 10_000_000;
    private const ulong Impossible = 1UL << 63;

    // The digits as given, and a bit that says that their country code has no number of their length.
    private readonly ulong _given;

    private PhoneNumber(ulong given, ulong canonicalDigits) => (_given, CanonicalDigits) = (given, canonicalDigits);

    /// <summary>Gets the digits as given, as an integer: the whole number, without loss.</summary>
    public ulong Digits => _given & ~Impossible;

    /// <summary>Gets a value indicating whether numbers of its country code may have its length.</summary>
    public bool IsPossible => (_given & Impossible) == 0;

    /// <summary>Gets the digits of the canonical number: equal exactly for spellings of one phone.</summary>
    public ulong CanonicalDigits { get; }

    /// <summary>Gets the spelling by which records are keyed.</summary>
    public PhoneNumber Canonical => new(CanonicalDigits, CanonicalDigits);

    /// <summary>Gets a value indicating whether this is the spelling by which records are keyed.</summary>
    public bool IsCanonical => Digits == CanonicalDigits;

    /// <summary>Gets the number where its spelling is not the canonical one; otherwise null.</summary>
    public PhoneNumber? OtherSpelling => IsCanonical ? null : this;

    /// <summary>Gets the phone's other spellings, under which a build before may have known it: none for most.</summary>
    public IReadOnlyList<string> OlderSpellings => Renumberings.Spellings(CanonicalDigits);

    public bool Equals(PhoneNumber other) => CanonicalDigits == other.CanonicalDigits;

    public override int GetHashCode() => CanonicalDigits.GetHashCode();

    /// <summary>Reads an E.164 number. Nothing else is accepted: no spaces, no other scripts' digits, no extension.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber number)
    {
        number = default;
        if (text.Length is < MinDigits + 1 or > MaxDigits + 1 || text[0] != '+' || text[1] == '0')
        {
            return false;
        }

        // In two parts, which the processor reads at the same time: each digit waits for the one before it.
        var lastDigits = text[^MinDigits..];
        if (!TryRead(text[1..^MinDigits], out var first) || !TryRead(lastDigits, out var last))
        {
            return false;
        }

        var digits = ((ulong)first * AfterFirst) + last;

        // Most countries have no other spellings.
        var entry = PossibleLengths.EntryOf(text);
        var canonical = PossibleLengths.MayHaveSpellings(entry) ? Renumberings.Canonical(digits) : digits;
        number = new PhoneNumber(PossibleLengths.Allow(entry, text.Length - 1) ? digits : digits | Impossible, canonical);
        return true;
    }

    /// <exception cref="FormatException">The text is no E.164 number.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not an E.164 number.");

    /// <summary>The number as given, in E.164 form.</summary>
    public override string ToString() =>
        string.Create(null, stackalloc char[MaxDigits + 1], $"+{Digits}");

    private static bool TryRead(ReadOnlySpan<char> text, out uint digits)
    {
        digits = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            digits = (digits * 10) + (uint)(character - '0');
        }

        return true;
    }
}
