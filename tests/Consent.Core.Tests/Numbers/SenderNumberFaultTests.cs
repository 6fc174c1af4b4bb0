using Consent.Core.Numbers;
using CsCheck;

namespace Consent.Core.Tests.Numbers;

public sealed class SenderNumberFaultTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData("caf\u00E9", "has '\u00E9' at character 4")]
    [InlineData("ab\u00E9\u00E8/", "has '\u00E9' at character 3")]
    [InlineData("Joe\u2019s", "has '\u2019' (U+2019) at character 4")]
    [InlineData("\u0410CME", "has '\u0410' (U+0410) at character 1")]
    [InlineData("\uFF21CME", "has '\uFF21' (U+FF21) at character 1")]
    [InlineData("123\u0664", "has '\u0664' (U+0664) at character 4")]
    [InlineData("\U0001F6D1!", "has '\U0001F6D1' (U+1F6D1) at character 1")]
    [InlineData("A\U0001D400", "has '\U0001D400' (U+1D400) at character 2")]
    [InlineData("A/B", "has '/' at character 2")]
    [InlineData("tel:+14155550123", "has ':' at character 4")]
    [InlineData("+1 (415) 555-0123", "has '(' at character 4")]
    [InlineData("'A*B'", "has '*' at character 3")]
    [InlineData("A\0B", "has U+0000 at character 2")]
    [InlineData("A\tB", "has U+0009 at character 2")]
    [InlineData("12345\n", "has U+000A at character 6")]
    [InlineData("A\u00A0B", "has U+00A0 at character 2")]
    [InlineData("\uFEFFACME", "has U+FEFF at character 1")]
    [InlineData("AC\u200BME", "has U+200B at character 3")]
    [InlineData("ACME\u202E", "has U+202E at character 5")]
    [InlineData("e\u0301t", "has U+0301 at character 2")]
    [InlineData("\u2028", "has U+2028 at character 1")]
    [InlineData("\u3164A", "has U+3164 at character 1")]
    [InlineData("\uE000", "has U+E000 at character 1")]
    [InlineData("\U000E0001A", "has U+E0001 at character 1")]
    [InlineData(" ACME", "begins with a space")]
    [InlineData(" ", "begins with a space")]
    [InlineData("ACME ", "ends with a space")]
    [InlineData("+15550001111 ", "ends with a space")]
    [InlineData("+05550001111", "has a 0 after the plus sign")]
    [InlineData("+123456", "has 6 digits after the plus sign")]
    [InlineData("+1234567890123456", "has 16 digits after the plus sign")]
    [InlineData("+", "has 0 digits after the plus sign")]
    [InlineData("12", "has 2 digits")]
    [InlineData("1234567890123456", "has 16 digits")]
    [InlineData("12 34", "has no letter, and is no number")]
    [InlineData("1-415-555-0123", "has no letter, and is no number")]
    [InlineData("+1-415", "has no letter, and is no number")]
    [InlineData("Acme Plumbing", "has 13 characters")]
    [InlineData("+14155550123x1", "has 14 characters")]
    public void Of_RefusedText_SaysWhatIsWrong(string text, string fault)
    {
        Assert.False(SenderNumber.TryParse(text, out _));
        Assert.Equal(fault, SenderNumberFault.Of(text));
    }

    // An attribute cannot hold half of a character.
    [Fact]
    public void Of_HalfOfACharacter_IsNamed()
    {
        Assert.Equal("has half of a character at character 3", SenderNumberFault.Of("AB\uD83D"));
        Assert.Equal("has half of a character at character 1", SenderNumberFault.Of("\uDC00A"));
        Assert.Equal("has half of a character at character 13", CustomerNumberFault.Of("+15551110001\uD83D"));
    }

    [Fact]
    public void Of_AnyRefusedText_RepeatsOneCharacterAtMost() =>
        Gen.Char["+0123456789abAZ -_'\u00E9\u0416\u4E2D\u200B\t/"].Array[0, 24].Select(characters => new string(characters))
            .Where(text => !SenderNumber.TryParse(text, out _))
            .Sample(
                text =>
                {
                    var fault = SenderNumberFault.Of(text);
                    Assert.Matches(
                        @"\A(is empty|(begins|ends) with a space|has (a 0|\d+ digits) after the plus sign|has \d+ (digits|characters)|"
                        + @"has no letter, and is no number|has ('[^+0-9a-zA-Z _'-]'( \(U\+[0-9A-F]{4}\))?|U\+[0-9A-F]{4}) at character \d+)\z",
                        fault);
                },
                iter: 20_000);
}
