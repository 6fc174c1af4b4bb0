using System.Text.RegularExpressions;
using Consent.Core.Numbers;
using CsCheck;

namespace Consent.Core.Tests.Numbers;

public sealed partial class PhoneNumberTests
{
    [Theory]
    [InlineData("+1234567", 1234567UL)]
    [InlineData("+14155550123", 14155550123UL)]
    [InlineData("+999999999999999", 999999999999999UL)]
    [InlineData("+100000000000000", 100000000000000UL)]
    [InlineData("+33600000000", 33600000000UL)]
    public void TryParse_E164_KeepsEveryDigit(string text, ulong digits)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal(digits, number.Digits);
        Assert.Equal(text, number.ToString());
        Assert.Equal(number, PhoneNumber.Parse(text));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("+", "no digits")]
    [InlineData("14155550123", "no plus")]
    [InlineData("0014155550123", "an international prefix for the plus")]
    [InlineData("++14155550123", "two plus signs")]
    [InlineData("-14155550123", "a minus sign")]
    [InlineData("\uFF0B14155550123", "a full-width plus")]
    [InlineData("+04155550123", "a leading zero")]
    [InlineData("+123456", "six digits")]
    [InlineData("+1234567890123456", "sixteen digits")]
    [InlineData("+1415555012a", "a letter")]
    [InlineData("+1800FLOWERS", "letters for digits")]
    [InlineData("+1 4155550123", "a space")]
    [InlineData(" +14155550123", "a leading space")]
    [InlineData("+14155550123 ", "a trailing space")]
    [InlineData("+1415\u00A05550123", "a no-break space")]
    [InlineData("+1-415-555-0123", "hyphens")]
    [InlineData("+1(415)5550123", "parentheses")]
    [InlineData("+1.415.555.0123", "full stops")]
    [InlineData("+1415555012\u0663", "an Arabic digit")]
    [InlineData("+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0660", "Arabic digits only")]
    [InlineData("+1415555012\u096B", "a Devanagari digit")]
    [InlineData("+1415555012\uFF13", "a full-width digit")]
    [InlineData("+1415555012\u00B3", "a superscript digit")]
    [InlineData("+1415\u200B5550123", "a zero-width space")]
    [InlineData("\u202A+14155550123\u202C", "directional marks, as pasted from contacts")]
    [InlineData("\u200E+14155550123", "a left-to-right mark")]
    [InlineData("\uFEFF+14155550123", "a byte order mark")]
    [InlineData("+1415\u00AD5550123", "a soft hyphen")]
    [InlineData("+14155550123\0", "a trailing NUL")]
    [InlineData("+1415\05550123", "an inner NUL")]
    [InlineData("+14155550123\n", "a line break")]
    [InlineData("+14155550123\t", "a tab")]
    [InlineData("+14155550123x1", "an extension")]
    [InlineData("+14155550123;1", "an extension after a semicolon")]
    [InlineData("+1415555,123", "a pause")]
    [InlineData("+1415555#123", "a hash")]
    [InlineData("+1415555*123", "a star")]
    [InlineData("tel:+14155550", "a URI")]
    [InlineData("sip:+1@a.example", "a SIP URI")]
    [InlineData("Acme", "an alphanumeric sender as a customer")]
    [InlineData("12345", "a short code as a customer")]
    public void TryParse_AnythingElse_IsRefused(string text, string why)
    {
        Assert.False(PhoneNumber.TryParse(text, out var number), why);
        Assert.Equal(default, number);
        Assert.Equal("Not an E.164 number.", Assert.Throws<FormatException>(() => PhoneNumber.Parse(text)).Message);
    }

    [Fact]
    public void TryParse_AnyText_AcceptsExactlyE164()
    {
        Gen.OneOf(Gen.Char["+0123456789"].Array[0, 18], Gen.Char["+019a \0\n\u0663\u200B"].Array[0, 18])
            .Select(characters => new string(characters))
            .Sample(
                text => PhoneNumber.TryParse(text, out var number) == E164().IsMatch(text)
                    && (number == default || number.ToString() == text),
                iter: 20_000);
    }

    [Fact]
    public void TryParse_AnyNumber_ComesBackAsWritten()
    {
        Gen.Long[1_000_000, 999_999_999_999_999].Sample(
            digits => PhoneNumber.Parse($"+{digits}").ToString() == $"+{digits}"
                && PhoneNumber.Parse($"+{digits}").Digits == (ulong)digits);
    }

    [Fact]
    public void Digits_LargestNumber_FitFiftyBits() =>
        Assert.Equal(0UL, PhoneNumber.Parse("+999999999999999").Digits >> 50);

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();
}
