using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

public sealed class RecordKeyTests
{
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+14155550123");

    [Theory]
    [InlineData("+14155550100", "number:+14155550100/+14155550123")]
    [InlineData("00123", "number:00123/+14155550123")]
    [InlineData("Acme 1", "number:ACME 1/+14155550123")]
    [InlineData("447700900123456", "number:447700900123456/+14155550123")]
    [InlineData("+Joe's&Co", "number:+JOE'S&CO/+14155550123")]
    [InlineData("a-b_c.d+", "number:A-B_C.D+/+14155550123")]
    public void ForNumber_AnySender_ComesBackFromItsText(string sender, string text)
    {
        var key = RecordKey.ForNumber(SenderNumber.Parse(sender), Customer);

        Assert.Equal(text, key.ToString());
        Assert.Equal(key, RecordKey.Parse(text));
        Assert.Equal(SenderNumber.Parse(sender), key.Sender);
        Assert.Null(key.Account);
        Assert.Equal(Customer, key.Customer);
    }

    [Fact]
    public void ForAccount_AnyAccount_ComesBackFromItsText()
    {
        var key = RecordKey.ForAccount(AccountId.Parse("acme-1"), Customer);

        Assert.Equal("account:acme-1/+14155550123", key.ToString());
        Assert.Equal(key, RecordKey.Parse("account:acme-1/+14155550123"));
        Assert.Equal(AccountId.Parse("acme-1"), key.Account);
        Assert.Null(key.Sender);
        Assert.Equal(Customer, key.Customer);
    }

    [Fact]
    public void Parse_AlphanumericInOtherCase_IsTheSameRecord() =>
        Assert.Equal(RecordKey.Parse("number:ACME/+14155550123"), RecordKey.Parse("number:acme/+14155550123"));

    [Fact]
    public void Equals_NumberAndAccountOfOneName_Differ() =>
        Assert.NotEqual(RecordKey.Parse("number:acme/+14155550123"), RecordKey.Parse("account:acme/+14155550123"));

    [Theory]
    [InlineData("number:+14155550100/+14155550123")]
    [InlineData("number:+A/+14155550123")]
    [InlineData("number:AB+CD/+14155550123")]
    [InlineData("account:abc/+14155550123")]
    public void ToString_AnyKey_HasACharacterOutsideHexBeforeAnyPlus(string text)
    {
        var beforePlus = text[..text.IndexOf('+', StringComparison.Ordinal)];

        Assert.Contains(beforePlus, character => !char.IsAsciiHexDigitLower(character));
        Assert.Equal(text, RecordKey.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("+14155550123")]
    [InlineData("/+14155550123")]
    [InlineData("number:/+14155550123")]
    [InlineData("account:/+14155550123")]
    [InlineData("number/+14155550123")]
    [InlineData("number:12345")]
    [InlineData("number:12345/")]
    [InlineData("number:12345/4155550123")]
    [InlineData("number:12345/ACME")]
    [InlineData("number:12/+14155550123")]
    [InlineData("number:12345/+14155550123 ")]
    [InlineData(" number:12345/+14155550123")]
    [InlineData("number:12345/x/+14155550123")]
    [InlineData("number:12345\\+14155550123")]
    [InlineData("Number:12345/+14155550123")]
    [InlineData("account:Acme/+14155550123")]
    [InlineData("account:a/b/+14155550123")]
    [InlineData("customer:acme/+14155550123")]
    [InlineData("number:12345\0/+14155550123")]
    public void Parse_AnythingElse_ThrowsAndSaysWhatItShouldBe(string text) =>
        Assert.Equal("Not the key of a record.", Assert.Throws<FormatException>(() => RecordKey.Parse(text)).Message);
}
