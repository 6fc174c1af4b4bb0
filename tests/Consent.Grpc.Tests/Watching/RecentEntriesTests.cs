using Consent.Grpc.Registry;
using Consent.Grpc.Watching;
using Consent.Storage.Ledger;

namespace Consent.Grpc.Tests.Watching;

public sealed class RecentEntriesTests
{
    private readonly RecentEntries _recent = new(capacity: 4);

    [Fact]
    public void TryRead_Empty_HasNothing()
    {
        Assert.Null(_recent.Last);
        Assert.False(_recent.TryRead(new LedgerPoint(0, null), 10, out _));
    }

    [Fact]
    public void TryRead_MoreThanAreKept_HasTheLast()
    {
        _recent.Add(Entries(1, 6));

        Assert.Equal(6, _recent.Last!.Position);
        Assert.Equal([4, 5, 6], Read(after: 3));
        Assert.Equal([4], Read(after: 3, count: 1));
        Assert.Empty(Read(after: 2));
        Assert.Empty(Read(after: 6));
        Assert.Empty(Read(after: 7));
    }

    [Fact]
    public void TryRead_AfterAnEntryOfAnotherLedger_HasNothing()
    {
        _recent.Add(Entries(1, 4));

        Assert.Empty(Read(after: 2, mark: 99));
        Assert.False(_recent.TryRead(new LedgerPoint(2, null), 10, out _));
    }

    [Fact]
    public void Add_WhatIsHeld_ChangesNothing()
    {
        _recent.Add(Entries(1, 3));
        _recent.Add(Entries(3, 4));

        Assert.Equal([2, 3, 4], Read(after: 1));
    }

    [Fact]
    public void Add_AfterAGap_KeepsOnlyWhatFollowsIt()
    {
        _recent.Add(Entries(1, 3));
        _recent.Add(Entries(6, 7));

        Assert.Equal([7], Read(after: 6));
        Assert.Empty(Read(after: 2));
    }

    [Fact]
    public void Add_LastEntryIsAnother_KeepsNothingOfTheOldLedger()
    {
        _recent.Add(Entries(1, 4));
        _recent.Add(Entries(4, 5, ledger: 1));

        Assert.Equal([5], Read(after: 4, mark: MarkOf(4, ledger: 1)));
        Assert.Empty(Read(after: 4));
        Assert.Empty(Read(after: 2));
    }

    private static long MarkOf(long position, int ledger = 0) => (position * 10) + ledger;

    private static List<WatchedEntry> Entries(int first, int last, int ledger = 0) =>
    [
        .. Enumerable.Range(first, last - first + 1).Select(position => new WatchedEntry(Entry(position, MarkOf(position, ledger)))),
    ];

    private static LedgerEntry Entry(long position, long mark) => new()
    {
        Position = position,
        Mark = mark,
        Kind = 1,
        RecordKey = "number:+15550001111/+15557654321",
        RecordSenderNumber = "+15550001111",
        RecordAccountId = null,
        CustomerNumber = "+15557654321",
        RecordRevision = 1,
        RecordState = 2,
        RecordWasOptedOut = true,
        RecordChangedAt = 0,
        RecordSource = 1,
        RecordKeyword = "STOP",
        Source = 1,
        SenderNumber = "+15550001111",
        AccountId = null,
        MessageId = "m",
        Gateway = "",
        Actor = "",
        Evidence = "",
        Body = "STOP",
        Keyword = "STOP",
        RuleSet = "",
        Repairs = 0,
        GivenAt = null,
        SentAt = null,
        ArrivedAt = 0,
        OccurredAt = 0,
        RecordedAt = 0,
        Applied = true,
        Moved = true,
        Reply = null,
        Identity = null,
        Registered = null,
    };

    private IEnumerable<int> Read(long after, int count = 10, long? mark = null)
    {
        _recent.TryRead(new LedgerPoint(after, mark ?? MarkOf(after)), count, out var entries);
        return entries.Select(entry => (int)entry.Position);
    }
}
