using System.Globalization;
using Consent.Core.Numbers;

namespace Consent.Core.Tests.Numbers;

public sealed class RenumberingsTests
{
    public static TheoryData<string, int, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, int, string>();
            foreach (var row in Renumberings.All)
            {
                rows.Add(row.OldPrefix, row.Digits, row.NewPrefix);
            }

            return rows;
        }
    }

    [Theory]
    [InlineData("+5215512345678", "+525512345678")]
    [InlineData("+5491123456789", "+541123456789")]
    public void Canonical_OldSpelling_IsTheDocumentedNumber(string old, string canonical)
    {
        Assert.Equal(canonical, Canonical(old));
        Assert.Equal(canonical, Canonical(canonical));
        Assert.Contains(old, Renumberings.Spellings(PhoneNumber.Parse(canonical)));
        Assert.Contains(old, Renumberings.Spellings(PhoneNumber.Parse(old)));
    }

    [Theory]
    [InlineData("+14155550123")]
    [InlineData("+525512345678")]
    [InlineData("+52155123456")]
    [InlineData("+52155123456789")]
    [InlineData("+541123456789")]
    [InlineData("+549112345678")]
    public void Canonical_AnyOtherNumber_IsItself(string number) => Assert.Equal(number, Canonical(number));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Canonical_FirstAndLastOfARow_KeepTheRestAndStay(string oldPrefix, int digits, string newPrefix)
    {
        foreach (var rest in new[] { '0', '9' })
        {
            var kept = new string(rest, digits - oldPrefix.Length);

            Assert.Equal($"+{newPrefix}{kept}", Canonical($"+{oldPrefix}{kept}"));
            Assert.Equal($"+{newPrefix}{kept}", Canonical($"+{newPrefix}{kept}"));
            Assert.Contains($"+{oldPrefix}{kept}", Renumberings.Spellings(PhoneNumber.Parse($"+{newPrefix}{kept}")));
        }
    }

    private static string Canonical(string number) =>
        $"+{Renumberings.Canonical(ulong.Parse(number[1..], CultureInfo.InvariantCulture), number.Length - 1)}";
}
