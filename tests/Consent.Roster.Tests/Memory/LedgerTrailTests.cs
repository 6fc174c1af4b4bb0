using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Roster.Memory;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using CsCheck;

namespace Consent.Roster.Tests.Memory;

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

    [Fact]
    public void TryMarkAt_WhatWasLoadedAndFollowed_IsTheMark()
    {
        for (var position = Loaded; position <= End; position++)
        {
            Assert.True(_trail.TryMarkAt(position, out var mark));
            Assert.Equal(Mark(position), mark);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Loaded - 1)]
    [InlineData(End + 1)]
    [InlineData(End + LedgerTrail.Length)]
    public void TryMarkAt_BeforeOrAfter_IsNotKept(long position) => Assert.False(_trail.TryMarkAt(position, out _));

    [Fact]
    public void After_TheLoadedEntry_IsAllThatWasFollowed() =>
        Assert.Equal(Enumerable.Range(11, 10).Select(position => Entry(position)), _trail.After(Loaded, 10, int.MaxValue));

    [Theory]
    [InlineData(Loaded - 1, 100)]
    [InlineData(End + 1, 100)]
    [InlineData(Loaded, 9)]
    public void After_NotKeptOrTooMany_IsNothing(long position, int most) =>
        Assert.Null(_trail.After(position, most, int.MaxValue));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void After_TooLarge_IsNothing(int more, bool isKept)
    {
        var size = 10 * LedgerTrail.SizeOf(Entry(1));

        Assert.Equal(isKept, _trail.After(Loaded, 10, size + more) is not null);
    }

    [Fact]
    public void Add_LargeEntries_KeepsTheirMarksAndOnlyTheLastOfThem()
    {
        var name = new string('a', LedgerTrail.MostBytes / 4);
        for (var position = End + 1; position <= End + 5; position++)
        {
            var account = new Account { Id = AccountId.Parse("acme"), DisplayName = name };
            _trail.Add(new RosterEntry(position, Mark(position), new RosterChange(Account: account)));
        }

        Assert.Null(_trail.After(End + 1, 10, int.MaxValue));
        Assert.Equal(3, _trail.After(End + 2, 10, int.MaxValue)!.Count);
        Assert.True(_trail.TryMarkAt(Loaded, out _));
    }

    [Fact]
    public void Add_EntryLargerThanAllThatIsKept_KeepsItsMark()
    {
        var account = new Account { Id = AccountId.Parse("acme"), DisplayName = new string('a', LedgerTrail.MostBytes) };
        _trail.Add(new RosterEntry(End + 1, Mark(End + 1), new RosterChange(Account: account)));
        Follow(End + 2, End + 3);

        Assert.Null(_trail.After(End, 10, int.MaxValue));
        Assert.Equal([Entry(End + 2), Entry(End + 3)], _trail.After(End + 1, 10, int.MaxValue));
    }

    [Fact]
    public void Add_AnyNumberOfEntries_KeepsTheLastOfThem() => Gen.Select(Gen.Long[0, 10_000], Gen.Int[0, 9_000]).Sample(
        (loaded, followed) =>
        {
            var trail = new LedgerTrail();
            trail.Begin(new LedgerPoint(loaded, loaded == 0 ? null : Mark(loaded)));
            for (var position = loaded + 1; position <= loaded + followed; position++)
            {
                trail.Add(Entry(position));
            }

            var first = Math.Max(loaded, loaded + followed - LedgerTrail.Length + 1);
            Assert.False(first > 0 && trail.TryMarkAt(first - 1, out _));
            Assert.True(trail.TryMarkAt(first, out var mark));
            Assert.Equal(first == 0 ? null : Mark(first), mark);
            var kept = trail.After(first, LedgerTrail.Length, int.MaxValue);
            Assert.NotNull(kept);
            Assert.Equal(Enumerable.Range(0, (int)(loaded + followed - first)).Select(index => Entry(first + 1 + index)), kept);
        },
        iter: 100);

    private static RosterEntry Entry(long position) => new(position, Mark(position), null);

    private static long Mark(long position) => position * 1_000_003;

    private void Follow(long from, long through)
    {
        for (var position = from; position <= through; position++)
        {
            _trail.Add(Entry(position));
        }
    }

    private Func<long, Task<long?>> Same(long through) => position =>
    {
        _asked++;
        return Task.FromResult<long?>(position > 0 && position <= through ? Mark(position) : null);
    };
}
