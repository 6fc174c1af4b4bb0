using Consent.Core.Numbers;

namespace Consent.Core.Tests.Numbers;

public sealed class AccountIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("acme-plumbing_2")]
    [InlineData("-")]
    [InlineData("_")]
    [InlineData("0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789-_")]
    public void TryParse_ValidId_ComesBackAsWritten(string text)
    {
        Assert.True(AccountId.TryParse(text, out var id));
        Assert.Equal(text, id.ToString());
        Assert.Equal(id, AccountId.Parse(text));
    }

    [Fact]
    public void TryParse_SixtyFourCharacters_IsTheLongest()
    {
        Assert.True(AccountId.TryParse(new string('a', 64), out _));
        Assert.False(AccountId.TryParse(new string('a', 65), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("a b")]
    [InlineData(" a")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("a+b")]
    [InlineData("a:b")]
    [InlineData("\u00E9")]
    [InlineData("\u0663")]
    [InlineData("a\u200B")]
    [InlineData("\u212A")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(AccountId.TryParse(text, out var id));
        Assert.Equal(default, id);
        Assert.Equal("Not an account id.", Assert.Throws<FormatException>(() => AccountId.Parse(text!)).Message);
    }

    [Fact]
    public void Equals_SameText_IsEqual()
    {
        Assert.Equal(AccountId.Parse("acme"), AccountId.Parse(new string("acme".ToCharArray())));
        Assert.NotEqual(AccountId.Parse("acme"), AccountId.Parse("acme2"));
    }

    [Fact]
    public void Default_IsEmpty() => Assert.Equal("", default(AccountId).ToString());
}
