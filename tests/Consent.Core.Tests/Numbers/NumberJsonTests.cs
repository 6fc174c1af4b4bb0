using System.Text.Json;
using Consent.Core.Numbers;

namespace Consent.Core.Tests.Numbers;

public sealed class NumberJsonTests
{
    [Fact]
    public void PhoneNumber_ThroughJson_IsItsText()
    {
        var number = PhoneNumber.Parse("+14155550123");

        Assert.Equal("+14155550123", JsonDocument.Parse(JsonSerializer.Serialize(number)).RootElement.GetString());
        Assert.Equal(number, JsonSerializer.Deserialize<PhoneNumber>(JsonSerializer.Serialize(number)));
    }

    [Theory]
    [InlineData("+14155550123")]
    [InlineData("00123")]
    [InlineData("ACME 1")]
    public void SenderNumber_ThroughJson_IsItsText(string text)
    {
        var number = SenderNumber.Parse(text);

        Assert.Equal(text, JsonDocument.Parse(JsonSerializer.Serialize(number)).RootElement.GetString());
        Assert.Equal(number, JsonSerializer.Deserialize<SenderNumber>(JsonSerializer.Serialize(number)));
    }

    [Fact]
    public void AccountId_ThroughJson_IsItsText()
    {
        var id = AccountId.Parse("acme");

        Assert.Equal("\"acme\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<AccountId>("\"acme\""));
    }

    [Fact]
    public void AnyNumber_FromJsonNull_Throws()
    {
        Assert.Throws<FormatException>(() => JsonSerializer.Deserialize<Stored<PhoneNumber>>("""{"Value":null}"""));
        Assert.Throws<FormatException>(() => JsonSerializer.Deserialize<Stored<SenderNumber>>("""{"Value":null}"""));
        Assert.Throws<FormatException>(() => JsonSerializer.Deserialize<Stored<AccountId>>("""{"Value":null}"""));
    }

    [Fact]
    public void AnyNumber_FromJsonThatIsNone_Throws()
    {
        Assert.Throws<FormatException>(() => JsonSerializer.Deserialize<PhoneNumber>("\"4155550123\""));
        Assert.Throws<FormatException>(() => JsonSerializer.Deserialize<SenderNumber>("\"12\""));
        Assert.Throws<FormatException>(() => JsonSerializer.Deserialize<AccountId>("\"\""));
    }

    private sealed record Stored<T>(T Value);
}
