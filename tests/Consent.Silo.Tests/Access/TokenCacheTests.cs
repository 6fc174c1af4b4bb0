using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Silo.Access;

namespace Consent.Silo.Tests.Access;

public sealed class TokenCacheTests
{
    private const int Generation = 100;

    private readonly TokenCache _cache = new(Generation);

    [Fact]
    public void Add_MoreThanTheCacheHolds_KeepsTwoGenerationsAtMost()
    {
        for (var index = 0; index < 10 * Generation; index++)
        {
            Add($"token {index}");
        }

        var kept = Enumerable.Range(0, 10 * Generation).Where(index => _cache.TryFind($"token {index}", out _)).ToList();
        Assert.InRange(kept.Count, 1, 2 * Generation);
        Assert.Contains((10 * Generation) - 1, kept);
    }

    [Fact]
    public void Find_TokenInUse_StaysHoweverManyOthersComeBy()
    {
        var first = Add("in use");
        for (var index = 0; index < 10 * Generation; index++)
        {
            Add($"token {index}");
            Assert.True(_cache.TryFind("in use", out var found));
            Assert.Same(first, found);
        }
    }

    [Fact]
    public void Find_TokenThatIsNotUsed_GoesInTime()
    {
        Add("forgotten");
        for (var index = 0; index < 2 * Generation; index++)
        {
            Add($"token {index}");
        }

        Assert.False(_cache.TryFind("forgotten", out _));
    }

    [Fact]
    public void Find_AnotherTokenWithTheSameEnd_IsNotFound()
    {
        var end = new string('x', 100);
        Add($"one{end}");

        Assert.False(_cache.TryFind($"two{end}", out _));
    }

    [Fact]
    public void Add_Twice_KeepsTheFirst()
    {
        var first = Add("token");

        Assert.Same(first, Add("token"));
    }

    [Fact]
    public void Add_TokenOfTheElderGeneration_KeepsTheFirst()
    {
        var first = Add("token");
        for (var index = 0; index < Generation; index++)
        {
            Add($"token {index}");
        }

        Assert.Same(first, Add("token"));
    }

    [Fact]
    public void Find_KnownToken_AllocatesNothing()
    {
        var token = new string('x', 1_000);
        Add(token);
        Assert.True(_cache.TryFind(token, out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1_000; index++)
        {
            _cache.TryFind(token, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private KnownToken Add(string authorization) => _cache.Add(
        authorization, new KnownToken(new Caller(authorization, new Grant(Roles.Check)), "key", new KeySet([], [])));
}
