using Consent.Silo.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Silo.Tests.Logging;

public sealed class RepeatedEntriesTests
{
    private static readonly EntryKind Refused = new("Refusals", 3002, null);
    private static readonly TimeSpan AlmostQuiet = RepeatedEntries.Quiet - TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly RepeatedEntries _repeated;

    public RepeatedEntriesTests() => _repeated = new RepeatedEntries(_time);

    [Fact]
    public void IsFirst_SameKindAgain_OnlyTheFirst()
    {
        Assert.True(_repeated.IsFirst(Refused));
        Assert.False(_repeated.IsFirst(Refused));
        _time.Advance(AlmostQuiet);
        Assert.False(_repeated.IsFirst(Refused));
    }

    [Fact]
    public void IsFirst_AnotherCategoryEventOrException_IsAKindOfItsOwn()
    {
        Assert.True(_repeated.IsFirst(Refused));
        Assert.True(_repeated.IsFirst(Refused with { Category = "Other" }));
        Assert.True(_repeated.IsFirst(Refused with { EventId = 3001 }));
        Assert.True(_repeated.IsFirst(Refused with { Exception = typeof(TimeoutException) }));
    }

    [Fact]
    public void TakeEnded_StillComing_HasNone()
    {
        _repeated.IsFirst(Refused);
        _time.Advance(AlmostQuiet);
        _repeated.IsFirst(Refused);
        _time.Advance(AlmostQuiet);

        Assert.Empty(_repeated.TakeEnded());
        Assert.False(_repeated.IsFirst(Refused));
    }

    [Fact]
    public void TakeEnded_QuietForLongEnough_CountsThemOnceAndBeginsAgain()
    {
        _repeated.IsFirst(Refused);
        _time.Advance(TimeSpan.FromSeconds(3));
        _repeated.IsFirst(Refused);
        _repeated.IsFirst(Refused);
        _time.Advance(RepeatedEntries.Quiet);

        var ended = Assert.Single(_repeated.TakeEnded());

        Assert.Equal((Refused, 3), (ended.Kind, ended.Count));
        Assert.Equal(TimeSpan.FromSeconds(3), _time.GetElapsedTime(ended.FirstAt, ended.LastAt));
        Assert.Empty(_repeated.TakeEnded());
        Assert.True(_repeated.IsFirst(Refused));
    }

    [Fact]
    public void TakeEnded_CameOnce_IsForgottenInSilence()
    {
        _repeated.IsFirst(Refused);
        _time.Advance(RepeatedEntries.Quiet);

        Assert.Empty(_repeated.TakeEnded());
        Assert.True(_repeated.IsFirst(Refused));
    }

    [Fact]
    public void TakeEnded_All_HasThoseThatStillCome()
    {
        _repeated.IsFirst(Refused);
        _repeated.IsFirst(Refused);

        Assert.Single(_repeated.TakeEnded(all: true));
    }

    [Fact]
    public void IsFirst_MoreKindsThanAreKept_AreWritten()
    {
        var kinds = Enumerable.Range(0, 5_000).Select(number => Refused with { EventId = number }).ToList();

        Assert.All(kinds, kind => Assert.True(_repeated.IsFirst(kind)));
        Assert.False(_repeated.IsFirst(kinds[0]));
        Assert.True(_repeated.IsFirst(kinds[^1]));
    }
}
