using System.Runtime.CompilerServices;
using Consent.Core.Records;
using CsCheck;

namespace Consent.Core.Tests.Records;

public sealed class StandingTests
{
    [Fact]
    public void Standing_InMemory_IsSixteenBytes() => Assert.Equal(16, Unsafe.SizeOf<Standing>());

    [Fact]
    public void Standing_AnyRecord_UnpacksAsPacked()
    {
        // 48 bits of milliseconds since 1970: until the year 10889.
        Gen.Select(
                Gen.Enum<ConsentState>(),
                Gen.Enum<ConsentSource>(),
                Gen.Bool,
                Gen.Long[0, (1L << 48) - 1],
                Gen.Long[0, long.MaxValue])
            .Sample(
                (state, source, wasOptedOut, at, position) =>
                {
                    var standing = new Standing(state, source, wasOptedOut, new Instant(at), position);
                    Assert.Equal(state, standing.State);
                    Assert.Equal(source, standing.Source);
                    Assert.Equal(wasOptedOut, standing.WasOptedOut);
                    Assert.Equal(at, standing.At.Milliseconds);
                    Assert.Equal(position, standing.Position);
                    Assert.Equal(state == ConsentState.Unspecified, standing.IsNone);
                    Assert.Equal(state == ConsentState.OptedOut, standing.IsOptedOut);
                    Assert.Equal(state == ConsentState.Subscribed && wasOptedOut, standing.IsResubscribed);
                    Assert.Equal(
                        state == ConsentState.Subscribed && source == ConsentSource.InboundSms, standing.IsSubscribedByCustomer);
                },
                iter: 10_000);
    }

    [Fact]
    public void Equals_AnyTwoStandings_AreEqualExactlyForEqualParts()
    {
        var parts = Gen.Select(Gen.Enum<ConsentState>(), Gen.Enum<ConsentSource>(), Gen.Bool, Gen.Long[0, 1], Gen.Long[0, 1]);
        Gen.Select(parts, parts).Sample((one, other) => (Packed(one) == Packed(other)) == (one == other), iter: 10_000);
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(1, 2, false)]
    [InlineData(1, 1, false)]
    [InlineData(0, 2, false)]
    [InlineData(2, 0, false)]
    public void IsLaterThan_Another_NeedsBothTimeAndPosition(long at, long position, bool later)
    {
        var other = new Standing(ConsentState.OptedOut, ConsentSource.InboundSms, true, new Instant(1), 1);

        var standing = new Standing(ConsentState.Subscribed, ConsentSource.InboundSms, true, new Instant(at), position);

        Assert.Equal(later, standing.IsLaterThan(other));
    }

    [Fact]
    public void Default_NothingDecided_IsNone()
    {
        Standing standing = default;

        Assert.True(standing.IsNone);
        Assert.False(standing.IsOptedOut || standing.IsResubscribed || standing.IsSubscribedByCustomer || standing.WasOptedOut);
    }

    [Fact]
    public void WithOpenReview_AnyRecord_ChangesNothingElse() =>
        Gen.Select(Gen.Enum<ConsentState>(), Gen.Enum<ConsentSource>(), Gen.Bool, Gen.Long[0, (1L << 48) - 1], Gen.Long[0, long.MaxValue])
            .Sample(
                (state, source, wasOptedOut, at, position) =>
                {
                    var before = Packed((state, source, wasOptedOut, at, position));
                    var open = before.WithOpenReview(true);
                    var settled = open.WithOpenReview(false);
                    Assert.Equal([false, true, false], [before.HasOpenReview, open.HasOpenReview, settled.HasOpenReview]);
                    Assert.All([open, settled], standing =>
                    {
                        Assert.Equal(
                            (state, source, wasOptedOut, at, position),
                            (standing.State, standing.Source, standing.WasOptedOut, standing.At.Milliseconds, standing.Position));
                        Assert.False(standing.IsNone);
                    });
                },
                iter: 10_000);

    [Fact]
    public void WithOpenReview_OpenedAndSettledAgain_IsAnotherEachTime()
    {
        List<Standing> seen = [default];
        for (var change = 0; change < 15; change++)
        {
            seen.Add(seen[^1].WithOpenReview(!seen[^1].HasOpenReview));
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.False(seen[^1].WithOpenReview(false).IsNone);
        Assert.Equal(seen[^1], seen[^1].WithOpenReview(true));
    }

    private static Standing Packed((ConsentState State, ConsentSource Source, bool WasOptedOut, long At, long Position) parts) =>
        new(parts.State, parts.Source, parts.WasOptedOut, new Instant(parts.At), parts.Position);
}
