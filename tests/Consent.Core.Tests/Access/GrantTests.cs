using System.Text.Json;
using Consent.Core.Access;
using Consent.Core.Numbers;
using CsCheck;

namespace Consent.Core.Tests.Access;

public sealed class GrantTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");
    private static readonly AccountId Other = AccountId.Parse("other");
    private static readonly SenderNumber Line = SenderNumber.Parse("+15550001111");
    private static readonly SenderNumber OtherLine = SenderNumber.Parse("+15550002222");

    private static readonly Gen<Grant> Grants = Gen.Select(
        Gen.Int[0, 31],
        OneOf<AccountId>([], [Acme], [Other], [Acme, Other]),
        OneOf<SenderNumber>([], [Line], [Line, OtherLine]),
        (roles, accounts, senders) => new Grant((Roles)roles, accounts, accounts.Length == 1 ? senders : []));

    [Theory]
    [InlineData(Roles.Check, Roles.Check, true)]
    [InlineData(Roles.Check, Roles.Read, false)]
    [InlineData(Roles.Check | Roles.Read, Roles.Read, true)]
    [InlineData(Roles.Operate, Roles.Inbound | Roles.Operate, true)]
    [InlineData(Roles.Operate, Roles.Read, false)]
    [InlineData(Roles.Admin, Roles.Check, true)]
    [InlineData(Roles.None, Roles.Check, false)]
    [InlineData(Roles.Operate, Roles.None, false)]
    public void HasAny_Roles_AreHadByNameOrAsAdmin(Roles has, Roles asked, bool expected) =>
        Assert.Equal(expected, new Grant(has).HasAny(asked));

    [Fact]
    public void Covers_Unlimited_IsEverything()
    {
        Assert.True(Grant.Everything.Covers(Acme));
        Assert.True(Grant.Everything.Covers(Line, Other));
        Assert.True(Grant.Everything.Covers(Line, null));
    }

    [Fact]
    public void Covers_OfAnAccount_IsItAndItsSenders()
    {
        var grant = new Grant(Roles.Check, [Acme]);
        Assert.True(grant.Covers(Acme));
        Assert.False(grant.Covers(Other));
        Assert.True(grant.Covers(Line, Acme));
        Assert.False(grant.Covers(Line, Other));
        Assert.False(grant.Covers(Line, null));
    }

    [Fact]
    public void Covers_OfASender_IsThatSenderAndNotItsAccount()
    {
        var grant = new Grant(Roles.Check, [Acme], [Line]);
        Assert.True(grant.Covers(Line, Acme));
        Assert.False(grant.Covers(OtherLine, Acme));
        Assert.False(grant.Covers(Line, Other));
        Assert.False(grant.Covers(Line, null));
        Assert.False(grant.Covers(Acme));
    }

    [Fact]
    public void Grant_SendersOfNoOneAccount_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Grant(Roles.Check, [], [Line]));
        Assert.Throws<ArgumentException>(() => new Grant(Roles.Check, [Acme, Other], [Line]));
    }

    [Fact]
    public void Covers_AGrant_AllowsNothingThatItDoesNotAllowItself() => Gen.Select(Grants, Grants).Sample((mine, given) =>
    {
        var beyond = Enum.GetValues<Roles>().Any(role => role != Roles.None && given.HasAny(role) && !mine.HasAny(role));
        AccountId[] accounts = [Acme, Other, AccountId.Parse("third")];
        beyond |= accounts.Any(account => given.Covers(account) && !mine.Covers(account));
        beyond |= accounts.Any(account => new[] { Line, OtherLine, SenderNumber.Parse("+15550003333") }
            .Any(sender => given.Covers(sender, account) && !mine.Covers(sender, account)));
        Assert.Equal(!beyond, mine.Covers(given));
    });

    [Fact]
    public void Grant_AsJson_IsReadBack() => Grants.Sample(grant =>
    {
        var json = JsonSerializer.Serialize(grant, JsonSerializerOptions.Web);
        Assert.Equal(grant, JsonSerializer.Deserialize<Grant>(json, JsonSerializerOptions.Web));
    });

    [Fact]
    public void Equals_SameInAnotherOrder_IsEqual()
    {
        Assert.Equal(new Grant(Roles.Check, [Acme, Other]), new Grant(Roles.Check, [Other, Acme, Other]));
        Assert.NotEqual(new Grant(Roles.Check, [Acme]), new Grant(Roles.Check, [Other]));
        Assert.NotEqual(new Grant(Roles.Check), new Grant(Roles.Read));
    }

    private static Gen<T[]> OneOf<T>(params T[][] choices) => Gen.OneOf(choices.Select(choice => Gen.Const(choice)).ToArray());
}
