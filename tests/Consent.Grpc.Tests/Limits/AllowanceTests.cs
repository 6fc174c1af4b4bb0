using System.Net;
using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Limits;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Limits;

/// <summary>What a caller may take, and whose allowance it is.</summary>
public sealed class AllowanceTests
{
    private const int Ticks = 1_000;

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Take_AnyTakings_AreThoseOfABucketThatGrows() =>
        Gen.Select(
            Gen.Int[1, 50],
            Gen.Int[1, 40],
            Gen.Select(Gen.Int[0, 3_000], Gen.Int[1, 120]).Array[1, 60]).Sample((perSecond, seconds, takings) =>
        {
            var rate = new AllowanceRate(perSecond, TimeSpan.FromSeconds(seconds), Ticks);
            var allowance = default(Allowance);
            var (now, full, level) = (10L, (double)perSecond * seconds, (double)perSecond * seconds);
            foreach (var (pause, count) in takings)
            {
                now += pause;
                level = Math.Min(full, level + ((double)pause * perSecond / Ticks));
                var needed = Math.Min(count, full);
                var ticks = allowance.Take(rate, count, now);

                // A timestamp is whole, so what is there may be one tick's growth less.
                var slack = 2.0 * takings.Length * perSecond / Ticks;
                if (ticks == 0)
                {
                    Assert.True(level >= needed - slack, $"Took {count} of {level}.");
                    level -= count;
                }
                else
                {
                    Assert.True(level <= needed + slack, $"Refused {count} of {level}.");
                    var left = (needed - level) * Ticks / perSecond;
                    Assert.InRange(ticks, left - (2 * takings.Length), left + (2 * takings.Length));
                    Assert.Equal(0, Copy(allowance).Take(rate, count, now + ticks));
                    Assert.NotEqual(0, Copy(allowance).Take(rate, count, now + ticks - 1));
                }
            }
        });

    [Fact]
    public void Take_MoreThanThereEverIs_GoesThroughOnceAndIsPaidOff()
    {
        var rate = new AllowanceRate(10, TimeSpan.FromSeconds(5), Ticks);
        var allowance = default(Allowance);

        Assert.Equal(0, allowance.Take(rate, 10_000, now: 0));

        // 9,950 were lent: single ones come through again once one has grown, and a batch once all has.
        Assert.Equal(995 * Ticks + (Ticks / 10), allowance.Take(rate, 1, now: 0));
        Assert.Equal(1_000 * Ticks, allowance.Take(rate, 10_000, now: 0));
        Assert.Equal(0, allowance.Take(rate, 10_000, now: 1_000 * Ticks));
    }

    [Fact]
    public void Take_ByManyAtOnce_IsNoMoreThanThereIs()
    {
        var rate = new AllowanceRate(100_000, TimeSpan.FromSeconds(1), TimeSpan.TicksPerSecond);
        var allowance = new Allowance[1];
        var taken = 0;

        Parallel.For(0, 200_000, _ =>
        {
            if (allowance[0].Take(rate, 1, now: 5) == 0)
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(100_000, taken);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Take_WithoutACredential_CountsByAddress(string first, string second, bool together)
    {
        var allowances = New(limits => (limits.ChecksPerSecond, limits.Burst) = (1, TimeSpan.FromSeconds(1)));

        Assert.Null(allowances.Take(Call(first), CallKind.Check, 1));
        Assert.Equal(together, allowances.Take(Call(second), CallKind.Check, 1) is not null);
    }

    [Fact]
    public void Take_WithACredential_CountsByCallerWhereverItIs()
    {
        var allowances = New(limits => (limits.ChecksPerSecond, limits.Burst) = (1, TimeSpan.FromSeconds(1)));

        Assert.Null(allowances.Take(Call("192.0.2.1", "key a"), CallKind.Check, 1));
        Assert.NotNull(allowances.Take(Call("192.0.2.2", "key a"), CallKind.Check, 1));
        Assert.Null(allowances.Take(Call("192.0.2.1", "key b"), CallKind.Check, 1));
        Assert.Null(allowances.Take(Call("192.0.2.1"), CallKind.Check, 1));
    }

    [Fact]
    public void Take_OfEachKind_LeavesTheOthersAlone()
    {
        var allowances = New(limits =>
            (limits.ChecksPerSecond, limits.RecordingsPerSecond, limits.Burst) = (1, 1, TimeSpan.FromSeconds(1)));
        var call = Call("192.0.2.1", "key a");

        Assert.Null(allowances.Take(call, CallKind.Check, 1));
        Assert.NotNull(allowances.Take(call, CallKind.Check, 1));
        Assert.Null(allowances.Take(call, CallKind.Recording, 1));
        Assert.NotNull(allowances.Take(call, CallKind.Recording, 1));
        Assert.Null(allowances.Take(call, CallKind.Read, 1_000_000));
    }

    [Fact]
    public void Take_ByManyWhoComeOnce_ForgetsThoseWhoseAllowanceIsFullAgain()
    {
        var allowances = New(limits => (limits.ChecksPerSecond, limits.Burst) = (1_000, TimeSpan.FromSeconds(1)));
        for (var address = 0; address < 100_000; address++)
        {
            Assert.Null(allowances.Take(Call(new IPAddress(address + 1L).ToString()), CallKind.Check, 1));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(allowances.Count, 1, 25_000);
    }

    [Fact]
    public void Take_ThatIsGranted_AllocatesNothing()
    {
        var allowances = New(limits => limits.ChecksPerSecond = 1_000_000);
        HttpContext[] calls = [Call("192.0.2.1"), Call("192.0.2.1", "key a"), Call("2001:db8::1")];
        Assert.All(calls, call => Assert.Null(allowances.Take(call, CallKind.Check, 1)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 10_000; round++)
        {
            foreach (var call in calls)
            {
                if (allowances.Take(call, CallKind.Check, 1) is not null)
                {
                    return;
                }
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(1, 1)]
    [InlineData(98.2, 99)]
    [InlineData(99.1, 100)]
    [InlineData(101, 110)]
    [InlineData(3_000, 3_000)]
    [InlineData(3_001, 3_100)]
    [InlineData(995_100, 1_000_000)]
    public void Rounded_AnyDelay_IsNoShorterAndOfTwoDigits(double milliseconds, long rounded) =>
        Assert.Equal(rounded, RetryLater.Rounded(TimeSpan.FromMilliseconds(milliseconds)));

    private static Allowance Copy(Allowance allowance) => allowance;

    private static DefaultHttpContext Call(string address, string? caller = null)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Features.Set(caller is null ? Caller.Anonymous : new Caller(caller, new Grant(Roles.Check)));
        return http;
    }

    private Allowances New(Action<LimitOptions> configure)
    {
        var limits = new LimitOptions();
        configure(limits);
        return new Allowances(Options.Create(limits), _time);
    }
}
