using Consent.Roster.Freshness;
using Consent.Storage.Ledger;

namespace Consent.Roster.Tests.Freshness;

public sealed class LedgerTrailTests
{
    private const long Loaded = 10;
    private const long End = 20;

    private readonly LedgerTrail _trail = new();
    private int _asked;

    public LedgerTrailTests()
    {
        _trail.Begin(new LedgerPoint(Loaded, Mark(Loaded)));
        Follow(Loaded + 1, End);
    }

    [Fact]
    public async Task FindMissing_SameLedger_IsNothing() => Assert.Null(await _trail.FindMissingAsync(Same(through: 1_000)));

    [Theory]
    [InlineData(19, 20)]
    [InlineData(15, 16)]
    [InlineData(10, 11)]
    public async Task FindMissing_ShorterLedger_IsWhatFollowsItsEnd(long end, long from) =>
        Assert.Equal(new MissingEntries(from, End, IsFirstKnown: true), await _trail.FindMissingAsync(Same(end)));

    [Theory]
    [InlineData(19, 20)]
    [InlineData(10, 11)]
    public async Task FindMissing_OthersInTheirPlace_IsWhatFollowsTheLastThatIsTheSame(long same, long from) =>
        Assert.Equal(
            new MissingEntries(from, End, IsFirstKnown: true),
            await _trail.FindMissingAsync(position => Task.FromResult<long?>(position <= same ? Mark(position) : -position)));

    [Theory]
    [InlineData(9)]
    [InlineData(0)]
    public async Task FindMissing_BackBeyondWhatWasLoaded_DoesNotKnowTheFirst(long end) =>
        Assert.Equal(new MissingEntries(Loaded, End, IsFirstKnown: false), await _trail.FindMissingAsync(Same(end)));

    [Fact]
    public async Task FindMissing_FollowedFromTheBeginning_KnowsTheFirst()
    {
        _trail.Begin(default);
        Follow(1, 3);

        Assert.Equal(new MissingEntries(1, 3, IsFirstKnown: true), await _trail.FindMissingAsync(Same(through: 0)));
    }

    [Fact]
    public async Task FindMissing_OnlyTheFirstEntryWasLoaded_KnowsTheFirst()
    {
        _trail.Begin(new LedgerPoint(1, Mark(1)));

        Assert.Equal(new MissingEntries(1, 1, IsFirstKnown: true), await _trail.FindMissingAsync(Same(through: 0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(LedgerTrail.Length - 1)]
    [InlineData(LedgerTrail.Length)]
    [InlineData(LedgerTrail.Length + 1)]
    public async Task FindMissing_ManyFollowed_KnowsTheFirstWhileTheOneBeforeIsKept(int lost)
    {
        const long Last = 100_000;
        Follow(End + 1, Last);

        var missing = await _trail.FindMissingAsync(Same(Last - lost));

        var kept = Math.Min(lost, LedgerTrail.Length);
        Assert.Equal(new MissingEntries(Last - kept + 1, Last, IsFirstKnown: lost < LedgerTrail.Length), missing);
        Assert.InRange(_asked, 1, 13);
    }

    [Fact]
    public async Task FindMissing_EmptyLedgerOnBothSides_IsNothing()
    {
        _trail.Begin(default);

        Assert.Null(await _trail.FindMissingAsync(Same(through: 0)));
    }

    private static long Mark(long position) => position * 1_000_003;

    private void Follow(long from, long through)
    {
        for (var position = from; position <= through; position++)
        {
            _trail.Add(new LedgerPoint(position, Mark(position)));
        }
    }

    private Func<long, Task<long?>> Same(long through) => position =>
    {
        _asked++;
        return Task.FromResult<long?>(position > 0 && position <= through ? Mark(position) : null);
    };
}
