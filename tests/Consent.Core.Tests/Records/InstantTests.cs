using System.Text.Json;
using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

public sealed class InstantTests
{
    [Fact]
    public void From_FinerThanAMillisecond_DropsTheRest()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_000).AddTicks(9_999);

        Assert.Equal(new Instant(1_000), Instant.From(time));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_000), Instant.From(time).ToDateTimeOffset());
    }

    [Fact]
    public void From_OtherTimeZone_IsTheSamePointInTime() =>
        Assert.Equal(
            Instant.From(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)),
            Instant.From(new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.FromHours(-5))));

    [Fact]
    public void Comparisons_EarlierAndLater_AreTold()
    {
        var (one, two) = (new Instant(1), new Instant(2));

        Assert.True(one < two && two > one && one <= two && two >= one);
        Assert.False(one > two || two < one || one >= two || two <= one);
        Assert.True(one <= new Instant(1) && one >= new Instant(1));
        Assert.False(one < new Instant(1) || one > new Instant(1));
        Assert.True(one.CompareTo(two) < 0);
        Assert.Equal((two, one), (Instant.Max(one, two), Instant.Min(one, two)));
        Assert.Equal((two, one), (Instant.Max(two, one), Instant.Min(two, one)));
    }

    [Fact]
    public void Arithmetic_Spans_AreInMilliseconds()
    {
        Assert.Equal(new Instant(61_000), new Instant(1_000) + TimeSpan.FromMinutes(1));
        Assert.Equal(new Instant(1_000), new Instant(61_000) - TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(1), new Instant(61_000) - new Instant(1_000));
    }

    [Fact]
    public void ToString_AnyInstant_IsAsInJson()
    {
        Assert.Equal("1970-01-01T00:00:01Z", new Instant(1_000).ToString());
        Assert.Equal("1970-01-01T00:00:01.410Z", new Instant(1_410).ToString());
    }

    [Fact]
    public void Instant_ThroughJson_IsMilliseconds()
    {
        Assert.Equal("1767355200123", JsonSerializer.Serialize(new Instant(1_767_355_200_123)));
        Assert.Equal(new Instant(1_767_355_200_123), JsonSerializer.Deserialize<Instant>("1767355200123"));
    }
}
