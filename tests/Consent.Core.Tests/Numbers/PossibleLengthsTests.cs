using Consent.Core.Numbers;
using CsCheck;

namespace Consent.Core.Tests.Numbers;

public sealed class PossibleLengthsTests
{
    [Theory]
    [InlineData("+12025550123", "United States")]
    [InlineData("+16135550123", "Canada")]
    [InlineData("+18765550123", "Jamaica")]
    [InlineData("+442079460123", "London")]
    [InlineData("+447700900123", "United Kingdom, mobile")]
    [InlineData("+4916092345678", "Germany, mobile with eight digits after the network's")]
    [InlineData("+4915112345678", "Germany, mobile")]
    [InlineData("+4930123456", "Berlin, six digits")]
    [InlineData("+33639981234", "France")]
    [InlineData("+390612345678", "Rome, whose zero stays")]
    [InlineData("+393123456789", "Italy, mobile")]
    [InlineData("+34612345678", "Spain")]
    [InlineData("+4366412345678", "Austria")]
    [InlineData("+358401234567", "Finland")]
    [InlineData("+352628123456", "Luxembourg")]
    [InlineData("+61491570156", "Australia")]
    [InlineData("+64211234567", "New Zealand")]
    [InlineData("+819012345678", "Japan")]
    [InlineData("+8613812345678", "China")]
    [InlineData("+919876543210", "India")]
    [InlineData("+6281234567890", "Indonesia")]
    [InlineData("+2348031234567", "Nigeria")]
    [InlineData("+27711234567", "South Africa")]
    [InlineData("+5511961234567", "Brazil")]
    [InlineData("+525512345678", "Mexico")]
    [InlineData("+5215512345678", "Mexico, with the 1 that ended")]
    [InlineData("+541123456789", "Argentina")]
    [InlineData("+5491123456789", "Argentina, with the 9")]
    [InlineData("+79123456789", "Russia")]
    [InlineData("+77012345678", "Kazakhstan")]
    [InlineData("+29051234", "Saint Helena, seven digits in all")]
    [InlineData("+6834002", "Niue")]
    [InlineData("+80012345678", "international freephone")]
    [InlineData("+80812345678", "international shared cost")]
    [InlineData("+870773111632", "Inmarsat")]
    [InlineData("+881612345678", "Iridium")]
    [InlineData("+8823421234567", "international networks")]
    [InlineData("+883510012345", "international networks")]
    [InlineData("+883510001234567", "iNum, fifteen digits in all")]
    public void Allow_NumberOfAPlan_IsPossible(string number, string where) => Assert.True(Allow(number), where);

    [Theory]
    [InlineData("+1202555012", "+1 has 10 digits after it; this number has 9")]
    [InlineData("+120255501234", "+1 has 10 digits after it; this number has 11")]
    [InlineData("+12025550", "+1 has 10 digits after it; this number has 7")]
    [InlineData("+4420794", "+44 has 7, 9 or 10 digits after it; this number has 5")]
    [InlineData("+3363998123", "+33 has 9 digits after it; this number has 8")]
    [InlineData("+8001234567", "+800 has 8 digits after it; this number has 7")]
    [InlineData("+919876543", "+91 has 8 to 13 digits after it; this number has 7")]
    [InlineData("+22012345", "+220 has 7 or 9 digits after it; this number has 5")]
    public void Describe_LengthOfNoNumber_NamesTheCodeAndTheCounts(string number, string reason)
    {
        Assert.False(Allow(number));
        Assert.Equal(reason, PossibleLengths.Describe(number));
    }

    [Theory]
    [InlineData("+210")]
    [InlineData("+384")]
    [InlineData("+999")]
    public void Allow_CodeThatNoCountryHas_KeepsEveryLengthOfE164(string code) => Assert.All(
        Enumerable.Range(PhoneNumber.MinDigits, PhoneNumber.MaxDigits - PhoneNumber.MinDigits + 1),
        length => Assert.True(Allow(code.PadRight(length + 1, '5'))));

    [Fact]
    public void Allow_NorthAmerica_IsTenDigitsWhateverTheyAre() =>
        Gen.Long[0, 9_999_999_999].Sample(national => Allow($"+1{national:D10}"));

    [Fact]
    public void Describe_AnyNumber_HasNoMoreThanItsFirstThreeDigits() =>
        Gen.Long[1_000_000, 999_999_999_999_999].Select(digits => $"+{digits}").Where(number => !Allow(number)).Sample(
            number => number.Length > 7 && !PossibleLengths.Describe(number).Contains(number[..5], StringComparison.Ordinal));

    [Fact]
    public void Allow_EveryOldSpelling_IsPossible() => Assert.All(
        Renumberings.All, row => Assert.True(Allow($"+{row.OldPrefix.PadRight(row.Digits, '0')}"), row.ToString()));

    private static bool Allow(string number) => PhoneNumber.Parse(number).IsPossible;
}
