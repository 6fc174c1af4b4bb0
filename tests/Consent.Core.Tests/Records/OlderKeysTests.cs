using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

/// <summary>Under which keys and identities a build before kept what is one phone's now.</summary>
public sealed class OlderKeysTests
{
    private static readonly PhoneNumber Mexican = PhoneNumber.Parse("+5215512345678");
    private static readonly AccountId Account = AccountId.Parse("acme");

    [Fact]
    public void OlderKeys_OfANumberWithOneSpelling_AreNone() =>
        Assert.Empty(RecordKey.ForNumber(SenderNumber.Parse("24273"), PhoneNumber.Parse("+14155550100")).OlderKeys);

    [Fact]
    public void OlderKeys_OfAnAccountsRecord_HaveTheOtherSpelling()
    {
        var key = RecordKey.ForAccount(Account, Mexican);

        Assert.Equal(["account:acme/+5215512345678"], key.OlderKeys);
        Assert.Equal(key.OlderKeys, RecordKey.ForAccount(Account, Mexican.Canonical).OlderKeys);
        Assert.Equal("account:acme/+5215512345678", key.AsGiven);
    }

    [Fact]
    public void OlderKeys_OfANumbersRecord_HaveTheSpellingsOfBoth()
    {
        var key = RecordKey.ForNumber(SenderNumber.Parse("+5491123456789"), Mexican);

        Assert.Equal("number:+541123456789/+525512345678", key.ToString());
        Assert.Equal(
            ["number:+541123456789/+5215512345678", "number:+5491123456789/+5215512345678", "number:+5491123456789/+525512345678"],
            key.OlderKeys.Order(StringComparer.Ordinal));
        Assert.Equal("number:+5491123456789/+5215512345678", key.AsGiven);
    }

    [Theory]
    [InlineData("OptOut\t+5215512345678\tm-1\teast\t", "OptOut\t+525512345678\tm-1\teast\t")]
    [InlineData("OptOut\t+525512345678\tm-1\t+5215512345678\t", "OptOut\t+525512345678\tm-1\t+5215512345678\t")]
    [InlineData("OptOut\t24273\tm-1\t1767323045678", "OptOut\t24273\tm-1\t1767323045678")]
    [InlineData("OptOut\t\tm-1\t1767323045678", "OptOut\t\tm-1\t1767323045678")]
    [InlineData("Review\t17", "Review\t17")]
    public void Canonical_OfAnIdentity_HasTheCanonicalSender(string identity, string expected) =>
        Assert.Equal(expected, EventIdentity.Canonical(identity));

    [Fact]
    public void RepeatedBy_AnEventToAPhoneOfSeveralSpellings_HasThoseOfABuildBefore()
    {
        var said = new ConsentEvent
        {
            Kind = EventKind.OptIn, Id = "m-1", Source = ConsentSource.InboundSms, ArrivedAt = default, Sender = SenderNumber.From(Mexican), Gateway = "east",
        };

        var identities = EventIdentity.RepeatedBy(said);

        var older = Assert.Single(identities.Older);
        Assert.Equal(("OptIn\t+5215512345678\tm-1\teast\t", "OptIn\t+5215512345678\tm-1\t"), (older.Own, older.Stem));
        Assert.True(identities.Include("OptIn\t+5215512345678\tm-1\twest\t"));
        Assert.Empty(EventIdentity.RepeatedBy(said with { Sender = SenderNumber.Parse("24273") }).Older);
        Assert.Null(Assert.Single(EventIdentity.RepeatedBy(said with { GivenAt = new Instant(5) }).Older).Stem);
    }
}
