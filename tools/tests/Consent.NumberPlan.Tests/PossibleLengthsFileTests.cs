using System.Globalization;
using PhoneNumbers;
using Number = Consent.Core.Numbers.PhoneNumber;
using PhoneNumber = PhoneNumbers.PhoneNumber;

namespace Consent.NumberPlan.Tests;

public sealed class PossibleLengthsFileTests
{
    private const int NorthAmerica = 1;

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    [Fact]
    public void Text_OfThePinnedPackage_IsTheCommittedFile() => Assert.Equal(
        File.ReadAllText(Repository.Combine("src", "Consent.Core", "Numbers", "PossibleLengthsTable.cs")), PossibleLengthsFile.Text());

    [Fact]
    public void Allow_EveryExampleOfTheMetadata_IsPossible()
    {
        var examples = Examples().Distinct().ToList();

        Assert.True(examples.Count > 1000, $"{examples.Count} examples");
        Assert.All(examples, example => Assert.True(Allow(example), example));
    }

    [Fact]
    public void Allow_EveryLengthThatTheLibraryHoldsPossible_IsPossible()
    {
        var possible = (
            from code in Plans.GetSupportedCallingCodes()
            from length in Enumerable.Range(1, 14)
            where Plans.IsPossibleNumberWithReason(OfLength(code, length)) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE
            let text = $"+{code}{new string('2', length)}"
            where text.Length is > Number.MinDigits and <= Number.MaxDigits + 1
            select text).ToList();

        Assert.True(possible.Count > 400, $"{possible.Count} lengths");
        Assert.All(possible, number => Assert.True(Allow(number), number));
    }

    private static IEnumerable<string> Examples() =>
        from code in Plans.GetSupportedCallingCodes()
        from region in Plans.GetRegionCodesForCountryCode(code)
        from type in Enum.GetValues<PhoneNumberType>()
        let example = region == "001" ? Plans.GetExampleNumberForNonGeoEntity(code) : Plans.GetExampleNumberForType(region, type)
        where example is not null
        let text = Plans.Format(example, PhoneNumberFormat.E164)
        where Number.TryParse(text, out _) && !(code == NorthAmerica && text.Length == 9)
        select text;

    private static PhoneNumber OfLength(int code, int length) => new PhoneNumber.Builder()
        .SetCountryCode(code).SetNationalNumber(ulong.Parse(new string('2', length), CultureInfo.InvariantCulture)).Build();

    private static bool Allow(string number) =>
        Number.Parse(number).IsPossible;
}
