using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Records;

namespace Consent.Grains.Tests.Records;

/// <summary>Orleans reads a key as a number with an extension if a plus sign follows hexadecimal digits: none of ours is one.</summary>
public sealed class GrainKeyTests
{
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+14155550123");

    [Theory]
    [InlineData("+14155550100")]
    [InlineData("55512")]
    [InlineData("447700900123456")]
    [InlineData("+A")]
    [InlineData("A+B")]
    [InlineData("ABCDEF+0")]
    [InlineData("0A+'&._- +A")]
    public void Key_AnySender_IsATextToOrleans(string sender)
    {
        var number = SenderNumber.Parse(sender);
        foreach (var key in new[] { RecordKey.ForNumber(number, Customer).ToString(), StateKey.Of(number).ToString() })
        {
            var grain = GrainId.Create("consent", key);

            Assert.False(grain.TryGetIntegerKey(out _, out _), key);
            Assert.False(grain.TryGetGuidKey(out _, out _), key);
            Assert.Equal(key, grain.Key.ToString());
            Assert.Equal(grain, GrainId.Parse(grain.ToString(), null));
        }
    }

    [Fact]
    public void Key_WithoutItsPrefix_WouldBeANumberToOrleans() =>
        Assert.True(GrainId.Create("consent", "ABCDEF+0/+14155550123").TryGetIntegerKey(out _, out _));
}
