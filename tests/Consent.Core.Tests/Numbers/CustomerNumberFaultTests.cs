using Consent.Core.Numbers;
using CsCheck;

namespace Consent.Core.Tests.Numbers;

/// <summary>Cells of real lists, and of spreadsheets that had them in between.</summary>
public sealed class CustomerNumberFaultTests
{
    private const string National = "national form: no + and country code";
    private const string NoPlus = "no + in front: if these digits begin with a country code, write + before them";
    private const string Scientific = "scientific notation, as spreadsheets write it";
    private const string Punctuation = "spaces or punctuation between the digits";
    private const string Two = "two numbers in one cell";

    [Theory]
    [InlineData(" 12025550123", "a space in front of the digits: in a URL, write + as %2B")]
    [InlineData(" +12025550123", "a space in front")]
    [InlineData("+12025550123 ", "a space at the end")]
    [InlineData("", "empty")]
    [InlineData("(555) 111-0012", National)]
    [InlineData("5551110013", National)]
    [InlineData("5551234", National)]
    [InlineData("0447911123456", National)]
    [InlineData("07911 123456", National)]
    [InlineData("030/1234567", National)]
    [InlineData("01144 7911 123456", National)]
    [InlineData("201551110", National)]
    [InlineData("15551110011", NoPlus)]
    [InlineData("1 (555) 111-0011", NoPlus)]
    [InlineData("447911123456", NoPlus)]
    [InlineData("00447911123456", "00 in place of +")]
    [InlineData("0044 7911 123456", "00 in place of +")]
    [InlineData("55512", "a short code")]
    [InlineData("055512", "a short code")]
    [InlineData("24 273", "too short: 5 digits")]
    [InlineData("12", "too short: 2 digits")]
    [InlineData("1.55511E+10", Scientific)]
    [InlineData("1.5551110016E+10", Scientific)]
    [InlineData("4,47911e11", Scientific)]
    [InlineData("1.20255501234568E+016", Scientific)]
    [InlineData("15551110017.0", "a decimal number, as spreadsheets write it")]
    [InlineData("15551110014,5", "a decimal number, as spreadsheets write it")]
    [InlineData("155511100151234567", "too long: 18 digits")]
    [InlineData("#N/A", "an error value of a spreadsheet")]
    [InlineData("#DIV/0!", "an error value of a spreadsheet")]
    [InlineData("=\"+15551110005\"", "a formula of a spreadsheet: export its value")]
    [InlineData("+15551110006_x000D_", "an escape of a spreadsheet's file, such as _x000D_")]
    [InlineData("+15551110018 ext. 4", "an extension")]
    [InlineData("+15551110018x4", "an extension")]
    [InlineData("(555) 111-0018 x 412", "an extension")]
    [InlineData("+15551110018;ext=5", "an extension")]
    [InlineData("+15551110018#12", "an extension")]
    [InlineData("+15551110018,,4#", "an extension")]
    [InlineData("+15551110019; +15551110020", Two)]
    [InlineData("+15551110019 +15551110020", Two)]
    [InlineData("+15551110019\n+15551110020", Two)]
    [InlineData("+15551110019+15551110020", Two)]
    [InlineData("(555) 111-0001; (555) 111-0002", Two)]
    [InlineData("555-1234 or 555-1235", Two)]
    [InlineData("5551110013 5551110014", Two)]
    [InlineData("5551110013, 5551110014 / 5551110015", "several numbers in one cell")]
    [InlineData("+1 555 111 0003", Punctuation)]
    [InlineData("+1 (555) 111-0007", Punctuation)]
    [InlineData("+1 555.111.0008", Punctuation)]
    [InlineData("(+1) 5551110008", Punctuation)]
    [InlineData("+49 30/123456", Punctuation)]
    [InlineData("+1\u2011555\u2011111\u20110008", Punctuation)]
    [InlineData("+44 (0)7911 123456", "(0) between country code and number: leave it out")]
    [InlineData("+0447911123456", "no country code begins with 0")]
    [InlineData("++15551110001", "more than one plus sign")]
    [InlineData("1+5551110001", "a plus sign that is not in front")]
    [InlineData("15551110001+", "a plus sign that is not in front")]
    [InlineData("-15551110001", "a minus sign in front")]
    [InlineData("+123456", "too short: 6 digits")]
    [InlineData("+1234567890123456", "too long: 16 digits")]
    [InlineData("+1555111002", "+1 has 10 digits after it; this number has 9")]
    [InlineData("n/a", "no digits")]
    [InlineData("none", "no digits")]
    [InlineData("+", "no digits")]
    [InlineData("\u2014", "no digits")]
    [InlineData("0x3A2F", "has letters")]
    [InlineData("1-800-FLOWERS", "has letters")]
    [InlineData("+1555111O001", "has letters")]
    [InlineData("Mobile: +15551110001", "has letters")]
    [InlineData("+15551110001 (Ann)", "has letters")]
    [InlineData("tel:+1-555-111-0006", "a link, such as tel:")]
    [InlineData("whatsapp:+15551110006", "a link, such as tel:")]
    [InlineData("sip:+15551110006@example.com", "a link, such as tel:")]
    [InlineData("ann@example.com", "an e-mail address")]
    [InlineData("+447766****", "masked: some digits are hidden")]
    [InlineData("+1555XXX0001", "masked: some digits are hidden")]
    [InlineData("\u0661\u0665\u0665\u0665", "digits of another script: write 0 to 9")]
    [InlineData("+1555111000\u0664", "digits of another script: write 0 to 9")]
    [InlineData("+\uFF11\uFF15\uFF15\uFF15", "digits of another script: write 0 to 9")]
    [InlineData("\uFF0B15551110010", "a plus sign of another script: write +")]
    [InlineData("+1555\u200B1110001", "has U+200B at character 6")]
    [InlineData("+15551110001\0", "has U+0000 at character 13")]
    [InlineData("\"+15551110001\"", "has '\"' at character 1")]
    [InlineData("+15551110001\u00B7", "has '\u00B7' at character 13")]
    public void Of_RefusedText_SaysWhatItSeemsToBe(string text, string seen)
    {
        Assert.False(PhoneNumber.TryParse(text, out var number) && number.IsPossible);
        Assert.Equal(seen, CustomerNumberFault.Of(text));
    }

    [Fact]
    public void Of_LongText_IsNotReadThrough() =>
        Assert.Equal("too long: 1000000 characters", CustomerNumberFault.Of(new string('9', 1_000_000)));

    [Fact]
    public void Of_AnyRefusedText_RepeatsNoDigitsOfIt() =>
        Gen.Char["+0123456789789 ().-/;,xE#=@*'\u00A0\u0664\uFF0B\u200BZ"].Array[0, 30].Select(characters => new string(characters))
            .Where(text => !(PhoneNumber.TryParse(text, out var number) && number.IsPossible))
            .Sample(
                text => Assert.DoesNotMatch("[0-9]{4}", CustomerNumberFault.Of(text).Replace("U+200B", "", StringComparison.Ordinal)
                    .Replace("_x000D_", "", StringComparison.Ordinal)),
                iter: 20_000);
}
