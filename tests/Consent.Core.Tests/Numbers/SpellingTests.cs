using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Tests.Numbers;

/// <summary>Two spellings of one phone are one number, and each is kept as given.</summary>
public sealed class SpellingTests
{
    private static readonly PhoneNumber Old = PhoneNumber.Parse("+5215512345678");
    private static readonly PhoneNumber New = PhoneNumber.Parse("+525512345678");

    [Fact]
    public void Equals_TwoSpellingsOfOnePhone_AreEqual()
    {
        Assert.Equal(New, Old);
        Assert.Equal(New.GetHashCode(), Old.GetHashCode());
        Assert.NotEqual(New, PhoneNumber.Parse("+525512345679"));
    }

    [Fact]
    public void ToString_OfEachSpelling_IsAsGiven()
    {
        Assert.Equal("+5215512345678", Old.ToString());
        Assert.Equal("+525512345678", New.ToString());
        Assert.Equal("+525512345678", Old.Canonical.ToString());
        Assert.Equal("+5215512345678", JsonSerializer.Deserialize<PhoneNumber>(JsonSerializer.Serialize(Old)).ToString());
    }

    [Fact]
    public void OtherSpelling_OfTheCanonicalNumber_IsNone()
    {
        Assert.Null(New.OtherSpelling);
        Assert.Equal("+5215512345678", Old.OtherSpelling.ToString());
    }

    [Fact]
    public void RecordKey_OfTwoSpellings_IsOneAndKeepsTheCustomerAsGiven()
    {
        var sender = SenderNumber.Parse("+15550001111");
        var account = AccountId.Parse("acme");

        Assert.Equal(RecordKey.ForNumber(sender, New), RecordKey.ForNumber(sender, Old));
        Assert.Equal("number:+15550001111/+525512345678", RecordKey.ForNumber(sender, Old).ToString());
        Assert.Equal("account:acme/+525512345678", RecordKey.ForAccount(account, Old).ToString());
        Assert.Equal("+5215512345678", RecordKey.ForNumber(sender, Old).Customer.ToString());
        Assert.Equal(RecordKey.ForNumber(sender, New), RecordKey.Parse("number:+15550001111/+5215512345678"));
    }

    [Fact]
    public void Sender_OfTwoSpellings_IsOneAndIsWrittenCanonically()
    {
        var (old, canonical) = (SenderNumber.Parse("+5215512345678"), SenderNumber.Parse("+525512345678"));

        Assert.Equal(canonical, old);
        Assert.Equal(canonical.GetHashCode(), old.GetHashCode());
        Assert.Equal(canonical.Packed, old.Packed);
        Assert.Equal("+525512345678", old.ToString());
        Assert.Equal("+5215512345678", old.AsGiven);
        Assert.Equal("+525512345678", canonical.AsGiven);
        Assert.Equal("ACME", SenderNumber.Parse("acme").AsGiven);
        Assert.Equal("+525512345678", JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(old)));
        Assert.True(old.Is(New));
        Assert.True(canonical.Is(Old));
    }
}
