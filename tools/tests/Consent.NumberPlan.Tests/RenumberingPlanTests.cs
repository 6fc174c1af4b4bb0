using System.Globalization;
using Consent.Core.Numbers;
using PhoneNumbers;

namespace Consent.NumberPlan.Tests;

/// <summary>The renumberings against the plans of today, as the metadata has them.</summary>
public sealed class RenumberingPlanTests
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    // Gabon: the metadata keeps the former numbers, which ended on 6 April 2024. Argentina: both spellings are in use.
    private static readonly string[] KeptByTheMetadata = ["Argentina", "Gabon"];

    public static TheoryData<string> Countries => [.. Renumberings.All.Select(row => row.Country).Distinct()];

    [Theory]
    [MemberData(nameof(Countries))]
    public void OldSpelling_OfARenumbering_IsNoNumberOfToday(string country)
    {
        if (KeptByTheMetadata.Contains(country))
        {
            return;
        }

        Assert.All(RowsOf(country), row => Assert.DoesNotContain(Samples(row.OldPrefix, row.Digits), IsValid));
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void CanonicalNumber_OfARenumbering_IsANumberOfToday(string country) => Assert.All(
        RowsOf(country),
        row => Assert.True(
            Samples(row.NewPrefix, row.Digits - row.OldPrefix.Length + row.NewPrefix.Length).Any(IsValid), row.ToString()));

    private static IEnumerable<Renumbering> RowsOf(string country) => Renumberings.All.Where(row => row.Country == country);

    // With every two digits after the prefix.
    private static IEnumerable<string> Samples(string prefix, int digits)
    {
        var kept = digits - prefix.Length;
        var last = (long)Math.Pow(10, kept) - 1;
        return Enumerable.Range(0, 250).Select(index => $"+{prefix}{(last * index / 249).ToString($"D{kept}", CultureInfo.InvariantCulture)}");
    }

    private static bool IsValid(string number) => Plans.IsValidNumber(Plans.Parse(number, null));
}
