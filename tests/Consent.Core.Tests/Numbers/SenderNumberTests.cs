using System.Text.RegularExpressions;
using Consent.Core.Numbers;
using CsCheck;

namespace Consent.Core.Tests.Numbers;

public sealed partial class SenderNumberTests
{
    /// <summary>Those of an alphanumeric sender ID, in the order of ASCII.</summary>
    private const string Characters = " &'+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_";

    [Theory]
    [InlineData("+1234567", SenderNumberForm.Phone)]
    [InlineData("+999999999999999", SenderNumberForm.Phone)]
    [InlineData("123", SenderNumberForm.Code)]
    [InlineData("000", SenderNumberForm.Code)]
    [InlineData("00012345", SenderNumberForm.Code)]
    [InlineData("99999999", SenderNumberForm.Code)]
    [InlineData("123456789", SenderNumberForm.Code)]
    [InlineData("447700900123", SenderNumberForm.Code)]
    [InlineData("000000000000000", SenderNumberForm.Code)]
    [InlineData("999999999999999", SenderNumberForm.Code)]
    [InlineData("A", SenderNumberForm.Alphanumeric)]
    [InlineData("ZZZZZZZZZZZ", SenderNumberForm.Alphanumeric)]
    [InlineData("A0000000000", SenderNumberForm.Alphanumeric)]
    [InlineData("000A", SenderNumberForm.Alphanumeric)]
    [InlineData("0 A", SenderNumberForm.Alphanumeric)]
    [InlineData("ACME 24 7", SenderNumberForm.Alphanumeric)]
    [InlineData("A  B", SenderNumberForm.Alphanumeric)]
    [InlineData("A_B", SenderNumberForm.Alphanumeric)]
    [InlineData("A&B", SenderNumberForm.Alphanumeric)]
    [InlineData("A.B", SenderNumberForm.Alphanumeric)]
    [InlineData("JOE'S", SenderNumberForm.Alphanumeric)]
    [InlineData("7-ELEVEN", SenderNumberForm.Alphanumeric)]
    [InlineData("ACME+", SenderNumberForm.Alphanumeric)]
    [InlineData("+ACME", SenderNumberForm.Alphanumeric)]
    [InlineData("+1A", SenderNumberForm.Alphanumeric)]
    [InlineData("_A", SenderNumberForm.Alphanumeric)]
    [InlineData("..A", SenderNumberForm.Alphanumeric)]
    [InlineData("__________Z", SenderNumberForm.Alphanumeric)]
    public void TryParse_ValidForm_ComesBackAsWritten(string text, SenderNumberForm form)
    {
        Assert.True(SenderNumber.TryParse(text, out var number));
        Assert.Equal(form, number.Form);
        Assert.Equal(text, number.ToString());
        Assert.Equal(number, SenderNumber.Parse(text));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("12", "two digits")]
    [InlineData("1234567890123456", "sixteen digits")]
    [InlineData("12 34", "digits with a space")]
    [InlineData("12-34", "a hyphen")]
    [InlineData("1234\u0663", "an Arabic digit in a short code")]
    [InlineData("\u0661\u0662\u0663", "Arabic digits")]
    [InlineData("12\uFF13", "a full-width digit")]
    [InlineData("12\u200B3", "a zero-width space in a short code")]
    [InlineData("123\0", "a NUL after a short code")]
    [InlineData("123\n", "a line break after a short code")]
    [InlineData("-123", "a sign")]
    [InlineData("+123", "a short code with a plus")]
    [InlineData("+123456", "too short for E.164")]
    [InlineData("+04155550123", "E.164 with a leading zero")]
    [InlineData("+1234567890123456", "E.164 with sixteen digits")]
    [InlineData("+1415555012\u0663", "E.164 with an Arabic digit")]
    [InlineData("+14155550123x1", "an extension")]
    [InlineData("+", "a plus alone")]
    [InlineData("+1-415", "a plus, digits and a hyphen")]
    [InlineData("1.415.555", "digits and full stops")]
    [InlineData("-_&.+'", "no letter")]
    [InlineData("ABCDEFGHIJKL", "twelve letters")]
    [InlineData(" ACME", "a leading space")]
    [InlineData("ACME ", "a trailing space")]
    [InlineData(" ", "only a space")]
    [InlineData("A\tB", "a tab")]
    [InlineData("A\u00A0B", "a no-break space")]
    [InlineData("ACM\u00C9", "an accented letter")]
    [InlineData("\u0410CME", "a Cyrillic letter")]
    [InlineData("AC\u200BME", "a zero-width space")]
    [InlineData("ACME\u200D", "a zero-width joiner")]
    [InlineData("\uFEFFACME", "a byte order mark")]
    [InlineData("A\0", "a NUL")]
    [InlineData("\0", "only a NUL")]
    [InlineData("JOE\u2019S", "a curly apostrophe")]
    [InlineData("A\u2013B", "a dash")]
    [InlineData("A,B", "a comma")]
    [InlineData("A!", "an exclamation mark")]
    [InlineData("A/B", "the separator of a record's key")]
    [InlineData("tel:123", "a URI")]
    [InlineData("a@b", "an address")]
    [InlineData("\U0001F6D1", "an emoji")]
    public void TryParse_AnythingElse_IsRefused(string text, string why)
    {
        Assert.False(SenderNumber.TryParse(text, out var number), why);
        Assert.Equal(default, number);
        Assert.Equal("Not a sender number.", Assert.Throws<FormatException>(() => SenderNumber.Parse(text)).Message);
    }

    [Theory]
    [InlineData("12345", "012345")]
    [InlineData("000", "0000")]
    [InlineData("0123", "00123")]
    [InlineData("A", "0A")]
    [InlineData("A B", "AB")]
    [InlineData("A B", "A  B")]
    [InlineData("+12345678", "12345678")]
    [InlineData("1234", "123A")]
    [InlineData("+14155550123", "14155550123")]
    [InlineData("A-B", "A_B")]
    [InlineData("A&B", "A+B")]
    [InlineData("JOE'S", "JOES")]
    [InlineData("+A", "A")]
    public void Equals_AnotherNumber_Differs(string one, string other)
    {
        Assert.NotEqual(SenderNumber.Parse(one), SenderNumber.Parse(other));
        Assert.NotEqual(SenderNumber.Parse(one).Packed, SenderNumber.Parse(other).Packed);
    }

    [Theory]
    [InlineData("acme plumb", "ACME PLUMB")]
    [InlineData("AcMe9", "aCmE9")]
    [InlineData("iI", "Ii")]
    [InlineData("a&b_c", "A&B_C")]
    public void Equals_AlphanumericsInOtherCase_AreEqual(string one, string other) =>
        Assert.Equal(SenderNumber.Parse(one), SenderNumber.Parse(other));

    [Fact]
    public void Packed_LongestIdOfTheLastCharacter_FitsSixtyBits()
    {
        // The alphabet's last character is a digit of 43; the last ID needs a letter somewhere.
        var largest = Enumerable.Range(1, SenderNumber.MaxAlphanumericLength).Aggregate(0UL, (sum, _) => (sum * 43) + 43);

        Assert.InRange(largest, 1UL, (1UL << 60) - 1);
        Assert.True((UInt128)Math.Pow(44, 11) > (1UL << 60), "radix 44 would not fit");
        var packed = SenderNumber.Parse("__________Z").Packed;
        Assert.Equal((3UL << 60) | (largest - 1), packed);
        Assert.Equal(43, Characters.Length);
    }

    /// <summary>Page tokens of lists of senders are numbers, in the order of the build before, which had no other characters.</summary>
    [Fact]
    public void Packed_AnyTwoIds_AreInTheOrderOfLengthThenCharacters()
    {
        var ids = Gen.Char[Characters].Array[1, 11].Select(characters => new string(characters))
            .Where(text => SenderNumber.TryParse(text, out var number) && number.Form == SenderNumberForm.Alphanumeric);
        Gen.Select(ids, ids).Sample(
            (one, other) =>
            {
                var byText = one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other);
                Assert.Equal(
                    Math.Sign(byText), Math.Sign(SenderNumber.Parse(one).Packed.CompareTo(SenderNumber.Parse(other).Packed)));
            },
            iter: 20_000);
    }

    [Fact]
    public void ToString_Alphanumeric_IsUpperCase() => Assert.Equal("ACME 1", SenderNumber.Parse("acMe 1").ToString());

    [Fact]
    public void Default_IsNone()
    {
        Assert.Equal(SenderNumberForm.None, default(SenderNumber).Form);
        Assert.Equal(0UL, default(SenderNumber).Packed);
        Assert.Equal("", default(SenderNumber).ToString());
    }

    [Fact]
    public void Is_CustomersOwnNumber_IsTold()
    {
        var customer = PhoneNumber.Parse("+14155550123");

        Assert.True(SenderNumber.Parse("+14155550123").Is(customer));
        Assert.True(SenderNumber.From(customer).Is(customer));
        Assert.False(SenderNumber.Parse("+14155550124").Is(customer));
        Assert.False(SenderNumber.Parse("ACME").Is(customer));
    }

    [Fact]
    public void Is_CodeOfTheSameDigits_IsNotTheCustomer() =>
        Assert.False(SenderNumber.Parse("12345678").Is(PhoneNumber.Parse("+12345678")));

    [Fact]
    public void TryParse_AnyText_AcceptsExactlyTheThreeForms()
    {
        Gen.OneOf(
                Gen.Char["+0123456789"].Array[0, 18],
                Gen.Char["0123456789"].Array[0, 18],
                Gen.Char["azAZ09 -_&.+'"].Array[0, 13],
                Gen.Char["+09aZ \0\n\u0663\u200B/\u2019"].Array[0, 12])
            .Select(characters => new string(characters))
            .Sample(
                text => SenderNumber.TryParse(text, out var number) == AnyForm().IsMatch(text)
                    && (number == default || number.ToString() == Normalized(text)),
                iter: 20_000);
    }

    [Fact]
    public void Packed_AnyTwoNumbers_AreEqualExactlyForEqualNormalizedTexts()
    {
        // Few characters, so that equal, similar and differently long texts are common.
        var texts = Gen.OneOf(
                Gen.Char["019"].Array[7, 10].Select(digits => "+1" + new string(digits)),
                Gen.Char["01"].Array[3, 15].Select(digits => new string(digits)),
                Gen.Char["0 aA+_"].Array[1, 4].Select(characters => new string(characters)),
                Gen.Char[Characters + "abcdefghijklmnopqrstuvwxyz"].Array[1, 11]
                    .Select(characters => new string(characters)))
            .Where(text => AnyForm().IsMatch(text));
        Gen.Select(texts, texts).Sample(
            (one, other) => (SenderNumber.Parse(one).Packed == SenderNumber.Parse(other).Packed)
                == (Normalized(one) == Normalized(other)),
            iter: 20_000);
    }

    private static string Normalized(string text) =>
        PhoneNumber.TryParse(text, out var phone) ? phone.Canonical.ToString() : text.ToUpperInvariant();

    [GeneratedRegex(@"\A(\+[1-9][0-9]{6,14}|[0-9]{3,15}|(?=.*[A-Za-z])(?! )[A-Za-z0-9 \-_&.+']{1,11}(?<! ))\z")]
    private static partial Regex AnyForm();
}
