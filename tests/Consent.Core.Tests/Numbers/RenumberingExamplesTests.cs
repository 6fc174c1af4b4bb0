using System.Globalization;
using System.Text.RegularExpressions;
using Consent.Core.Numbers;

namespace Consent.Core.Tests.Numbers;

/// <summary>What the sources give as examples, and docs/numbers.md.</summary>
public sealed partial class RenumberingExamplesTests
{
    public static TheoryData<string, string, string, string> Page
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (Match row in Row().Matches(File.ReadAllText(Repository.Combine("docs", "numbers.md"))))
            {
                rows.Add(row.Groups["country"].Value, row.Groups["from"].Value, row.Groups["old"].Value, row.Groups["new"].Value);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Page))]
    public void Canonical_ExampleOfThePage_IsWhatItSays(string country, string from, string old, string becomes)
    {
        AssertCanonical(old, becomes);
        Assert.Contains(Renumberings.All, row => row.Country == country
            && (row.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-") == from
            && old.StartsWith($"+{row.OldPrefix}", StringComparison.Ordinal)
            && old.Length == row.Digits + 1);
    }

    [Fact]
    public void Page_ListsEveryChange() => Assert.Equal(
        Renumberings.All.Select(row => $"{row.Country} {row.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"}")
            .Distinct().Order(StringComparer.Ordinal),
        Page.Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));

    // NTRA, 27 September 2011: each network's numbers of ten digits with the 0.
    [Theory]
    [InlineData("+20121234567", "+201221234567")]
    [InlineData("+20171234567", "+201271234567")]
    [InlineData("+20181234567", "+201281234567")]
    [InlineData("+20101234567", "+201001234567")]
    [InlineData("+20161234567", "+201061234567")]
    [InlineData("+20191234567", "+201091234567")]
    [InlineData("+20111234567", "+201111234567")]
    [InlineData("+20141234567", "+201141234567")]
    public void Canonical_Egypt_IsTheDecisionOfNtra(string old, string becomes) => AssertCanonical(old, becomes);

    // The networks' own examples, and the MIC's list of 21 prefixes.
    [Theory]
    [InlineData("+841204567890", "+84704567890")]
    [InlineData("+841287878888", "+84787878888")]
    [InlineData("+841298222888", "+84828222888")]
    [InlineData("+841699333999", "+84399333999")]
    [InlineData("+841888555888", "+84588555888")]
    [InlineData("+841995959999", "+84595959999")]
    [InlineData("+841210000001", "+84790000001")]
    [InlineData("+841220000001", "+84770000001")]
    [InlineData("+841260000001", "+84760000001")]
    [InlineData("+841230000001", "+84830000001")]
    [InlineData("+841240000001", "+84840000001")]
    [InlineData("+841250000001", "+84850000001")]
    [InlineData("+841270000001", "+84810000001")]
    [InlineData("+841620000001", "+84320000001")]
    [InlineData("+841630000001", "+84330000001")]
    [InlineData("+841640000001", "+84340000001")]
    [InlineData("+841650000001", "+84350000001")]
    [InlineData("+841660000001", "+84360000001")]
    [InlineData("+841670000001", "+84370000001")]
    [InlineData("+841680000001", "+84380000001")]
    [InlineData("+841860000001", "+84560000001")]
    public void Canonical_Vietnam_IsTheListOfTheMinistry(string old, string becomes) => AssertCanonical(old, becomes);

    // ARCEP Gabon: 06 11 11 11 becomes 066 11 11 11, 07 28 01 50 becomes 077 28 01 50; from abroad without the first 0.
    [Theory]
    [InlineData("+24106111111", "+24166111111")]
    [InlineData("+2416111111", "+24166111111")]
    [InlineData("+24107280150", "+24177280150")]
    [InlineData("+2417280150", "+24177280150")]
    [InlineData("+24102111111", "+24162111111")]
    [InlineData("+24105111111", "+24165111111")]
    [InlineData("+24104111111", "+24174111111")]
    [InlineData("+24101446811", "+24111446811")]
    public void Canonical_Gabon_IsTheDecisionOfArcep(string old, string becomes) => AssertCanonical(old, becomes);

    // libphonenumber's list of Ivorian networks before the change, and its plan after it.
    [Theory]
    [InlineData("+22507123456", "+2250707123456", "Orange")]
    [InlineData("+22548123456", "+2250748123456", "Orange")]
    [InlineData("+22598123456", "+2250798123456", "Orange")]
    [InlineData("+22505123456", "+2250505123456", "MTN")]
    [InlineData("+22594123456", "+2250594123456", "MTN")]
    [InlineData("+22501123456", "+2250101123456", "Moov")]
    [InlineData("+22573123456", "+2250173123456", "Moov")]
    [InlineData("+22520312345", "+2252720312345", "Orange, fixed")]
    [InlineData("+22520012345", "+2252520012345", "MTN, fixed")]
    [InlineData("+22520812345", "+2252120812345", "Moov, fixed")]
    public void Canonical_IvoryCoast_IsThePrefixOfTheNetwork(string old, string becomes, string network)
    {
        Assert.NotEmpty(network);
        AssertCanonical(old, becomes);
    }

    // ITU, 30 June 2010, as the World Telephone Numbering Guide lists it.
    [Theory]
    [InlineData("+2222123456", "+22222123456")]
    [InlineData("+2223123456", "+22233123456")]
    [InlineData("+2224123456", "+22244123456")]
    [InlineData("+2225012345", "+22225012345")]
    [InlineData("+2225112345", "+22245112345")]
    [InlineData("+2226012345", "+22246012345")]
    [InlineData("+2226112345", "+22236112345")]
    [InlineData("+2227012345", "+22227012345")]
    [InlineData("+2227912345", "+22247912345")]
    public void Canonical_Mauritania_IsThePrefixOfTheNetwork(string old, string becomes) => AssertCanonical(old, becomes);

    // The answers that ictQATAR gave, and those of the Seychelles' department.
    [Theory]
    [InlineData("+9743152145", "+97433152145")]
    [InlineData("+9744856986", "+97444856986")]
    [InlineData("+9745319734", "+97455319734")]
    [InlineData("+9746226881", "+97466226881")]
    [InlineData("+248412345", "+2484412345")]
    [InlineData("+248472345", "+2486472345")]
    [InlineData("+248212345", "+2484212345")]
    [InlineData("+248612345", "+2484612345")]
    [InlineData("+248712345", "+2482712345")]
    public void Canonical_QatarAndSeychelles_IsTheList(string old, string becomes) => AssertCanonical(old, becomes);

    // The town hall of Fredonia and the ministry, as Colombia's notices give them, and landlines of other regions.
    [Theory]
    [InlineData("+5748402666", "+576048402666")]
    [InlineData("+5713443460", "+576013443460")]
    [InlineData("+5722345678", "+576022345678")]
    public void Canonical_Colombia_IsTheNoticeOfCrc(string old, string becomes) => AssertCanonical(old, becomes);

    private static void AssertCanonical(string old, string becomes)
    {
        Assert.Equal(becomes, PhoneNumber.Parse(old).Canonical.ToString());
        Assert.Equal(becomes, PhoneNumber.Parse(becomes).Canonical.ToString());
        Assert.Contains(old, Renumberings.Spellings(PhoneNumber.Parse(becomes)));
    }

    [GeneratedRegex(@"^\| (?<country>[^|]+) \| (?<from>-|[0-9-]{10}) \|.*\| `(?<old>\+[0-9]+)` is `(?<new>\+[0-9]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
