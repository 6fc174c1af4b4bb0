using Consent.Core.Numbers;
using Consent.Core.Records;
using CsCheck;

namespace Consent.Core.Tests.Records;

/// <summary>One record of several: the opt-out wins on doubt, and nothing that was answered is forgotten.</summary>
public sealed class RecordMergeTests
{
    private static readonly Instant Start = new(1_800_000_000_000);
    private static readonly Instant Now = Start + TimeSpan.FromDays(1);
    private static readonly SenderNumber Sender = SenderNumber.Parse("+14155550100");

    // The edges of the margins, a little to either side.
    private static readonly Gen<long> Moments = Gen.OneOf<long>(
        0, 1, 59_999, 60_000, 60_001, 299_999, 300_000, 300_001, 360_000, 600_001);

    private static readonly Gen<ConsentRecord?> Records = Gen.Frequency(
        (1, Gen.Const((ConsentRecord?)null)),
        (6, Gen.Select(
            Gen.Select(Gen.Bool, Gen.Bool, Gen.Long[1, 5]),
            Gen.Select(Moments, Gen.Frequency((1, Gen.Const((long?)null)), (3, Moments.Select(moment => (long?)moment))), Gen.Bool),
            Gen.OneOf("", "east", "west"),
            (what, times, gateway) => (ConsentRecord?)Record(
                what.Item1 ? ConsentState.OptedOut : ConsentState.Subscribed,
                times.Item1,
                givenAt: times.Item2,
                hasSentAt: times.Item3,
                gateway: gateway,
                wasOptedOut: what.Item1 || what.Item2,
                revision: what.Item3))));

    // Each with a position of its own, as in one ledger.
    private static readonly Gen<ConsentRecord[]> Several = Gen.Select(
        Records.Array[1, 4], Gen.Shuffle(Enumerable.Range(1, 4).ToArray()), (records, positions) => records
            .Select((record, index) => record is null
                ? Undecided()
                : record with
                {
                    Decided = record.Decided! with { Position = positions[index] },
                    Answered = [Answered($"OptOut\t\tm-{positions[index]}\t", positions[index])],
                    PendingReplies = [Reply(Now + TimeSpan.FromSeconds(positions[index]), null)],
                })
            .ToArray());

    [Fact]
    public void Of_AnyRecords_IsTheSameInAnyOrder() => Gen.Select(Several, Gen.Int).Sample(
        (records, seed) =>
        {
            var shuffled = records.ToArray();
            new Random(seed).Shuffle(shuffled);
            AssertSame(RecordMerge.Of(records, Now), RecordMerge.Of(shuffled, Now));
        },
        iter: 20_000);

    [Fact]
    public void Of_AnyRecords_IsSubscribedOnlyByWhatIsSurelyLater() => Several.Sample(
        records =>
        {
            var merged = RecordMerge.Of(records, Now);
            var optOuts = records.Where(record => record.State == ConsentState.OptedOut).ToList();
            Assert.Equal(records.Any(record => record.WasOptedOut), merged.WasOptedOut);
            if (merged.State == ConsentState.Subscribed)
            {
                Assert.All(optOuts, optOut => Assert.True(EventTimes.IsSurelyLater(merged.Decided!, optOut.Decided!)));
            }

            // What decides is one of the events, as it was, and of the kind that the state says.
            Assert.Equal(records.Any(record => record.Decided is not null), merged.Decided is not null);
            if (merged.Decided is { } decided)
            {
                Assert.Contains(records, record => record.Decided == decided && record.State == merged.State);
            }
        },
        iter: 20_000);

    [Fact]
    public void Of_WhatIsMergedAlone_StandsAsBefore() => Several.Sample(
        records =>
        {
            var merged = RecordMerge.Of(records, Now);
            AssertSame(merged with { Revision = merged.Revision + 1 }, RecordMerge.Of([merged], Now));
        },
        iter: 20_000);

    [Fact]
    public void Of_WhatIsMergedOfTwoAndOneOfThem_StandsAsBefore() => Gen.Select(Several, Gen.Bool).Sample(
        (records, isLast) =>
        {
            var two = records.Take(2).ToList();
            var merged = RecordMerge.Of(two, Now);
            var again = RecordMerge.Of([merged, isLast ? two[^1] : two[0]], Now);
            Assert.Equal((merged.State, merged.Decided, merged.WasOptedOut), (again.State, again.Decided, again.WasOptedOut));
        },
        iter: 20_000);

    [Theory]
    [InlineData(0, 0, ConsentState.OptedOut)]
    [InlineData(0, 300_000, ConsentState.OptedOut)]
    [InlineData(0, 300_001, ConsentState.Subscribed)]
    [InlineData(300_001, 0, ConsentState.OptedOut)]
    public void Of_AnOptOutAndAnOptIn_GoesByWhichIsSurelyLater(long optOutAt, long optInAt, ConsentState expected)
    {
        var merged = RecordMerge.Of(
            [Record(ConsentState.OptedOut, optOutAt, position: 2), Record(ConsentState.Subscribed, optInAt, position: 1)], Now);

        Assert.Equal((expected, true), (merged.State, merged.WasOptedOut));
        Assert.Equal(expected == ConsentState.OptedOut ? 2 : 1, merged.Decided!.Position);
    }

    [Fact]
    public void Of_AnOptInLaterThanOnlyOneOfTwoOptOuts_IsOptedOut()
    {
        var merged = RecordMerge.Of(
            [
                Record(ConsentState.OptedOut, 0, position: 1), Record(ConsentState.Subscribed, 400_000, position: 2),
                Record(ConsentState.OptedOut, 200_000, position: 3),
            ],
            Now);

        Assert.Equal((ConsentState.OptedOut, 3L), (merged.State, merged.Decided!.Position));
    }

    [Fact]
    public void Of_TwoRecords_CountsTheEventsOfBothAndItself()
    {
        var (first, second) = (Record(ConsentState.OptedOut, 5, revision: 30), Record(ConsentState.OptedOut, 9, revision: 2));

        var merged = RecordMerge.Of([first, second], Now);

        Assert.Equal((33, Start + TimeSpan.FromMilliseconds(9)), (merged.Revision, merged.LastEventAt));
    }

    [Fact]
    public void Of_RecordsWithReplies_KeepsThoseUsedAndThoseStillPending()
    {
        var expired = Reply(Now, null);
        var pending = Reply(Now + TimeSpan.FromSeconds(1), null);
        var used = Reply(Start, "out-1");

        var merged = RecordMerge.Of(
            [Undecided() with { PendingReplies = [expired, pending] }, Undecided() with { PendingReplies = [used] }], Now);

        Assert.Equal([used, pending], merged.PendingReplies.AsEnumerable());
    }

    [Fact]
    public void Of_RecordsWithManyReplies_KeepsTheLatest()
    {
        var replies = Enumerable.Range(1, 20).Select(second => Reply(Now + TimeSpan.FromSeconds(second), null)).ToList();

        var merged = RecordMerge.Of(
            [
                Undecided() with { PendingReplies = [.. replies.Where((_, index) => index % 2 == 0)] },
                Undecided() with { PendingReplies = [.. replies.Where((_, index) => index % 2 == 1)] },
            ],
            Now);

        Assert.Equal(replies.TakeLast(RecordRules.MaxPendingReplies), merged.PendingReplies);
    }

    [Fact]
    public void Of_RecordsWithManyEvents_RemembersTheLatestByPosition()
    {
        var events = Enumerable.Range(1, 24).Select(position => Answered($"OptOut\t\tm-{position}\t", position)).ToList();

        var merged = RecordMerge.Of(
            [
                Undecided() with { Answered = [.. events.Where((_, index) => index % 3 == 0)] },
                Undecided() with { Answered = [.. events.Where((_, index) => index % 3 != 0)] },
            ],
            Now);

        Assert.Equal(events.TakeLast(ConsentRecord.RememberedEvents), merged.Answered);
    }

    [Fact]
    public void Of_TheSameEventUnderTwoSpellingsOfItsSender_RemembersTheFirst()
    {
        var merged = RecordMerge.Of(
            [
                Undecided() with { Answered = [Answered("OptOut\t+5215512345678\tm-1\teast\t", 7)] },
                Undecided() with { Answered = [Answered("OptOut\t+525512345678\tm-1\teast\t", 5), Answered("Review\t4", 8)] },
            ],
            Now);

        Assert.Equal(
            [("OptOut\t+525512345678\tm-1\teast\t", 5L), ("Review\t4", 8L)],
            merged.Answered.Select(answered => (answered.Identity, answered.Position!.Value)));
    }

    [Fact]
    public void ToEvent_OfRecords_SaysWhichWereMerged()
    {
        var merge = RecordMerge.ToEvent(
            [
                ("account:acme/+5215512345678", Record(ConsentState.OptedOut, 0, position: 41, revision: 3)),
                ("account:acme/+525512345678", Undecided()),
            ],
            PhoneNumber.Parse("+5215512345678"),
            Now);

        Assert.Equal(
            "One phone: account:acme/+5215512345678 (revision 3, decided by entry 41); "
            + "account:acme/+525512345678 (revision 1, nothing decided)",
            merge.Evidence);
        Assert.Equal(
            ("number-plan", Renumberings.Version, "+5215512345678", Now),
            (merge.Actor, merge.RuleSet, merge.Customer.ToString(), merge.ArrivedAt));
    }

    private static void AssertSame(ConsentRecord expected, ConsentRecord actual)
    {
        Assert.Equal(
            (expected.State, expected.Decided, expected.WasOptedOut, expected.LastEventAt, expected.Revision),
            (actual.State, actual.Decided, actual.WasOptedOut, actual.LastEventAt, actual.Revision));
        Assert.Equal(expected.PendingReplies.AsEnumerable(), actual.PendingReplies);
        Assert.Equal(expected.Answered.AsEnumerable(), actual.Answered);
    }

    private static ConsentRecord Undecided() => new() { LastEventAt = Start, Revision = 1 };

    private static ConsentRecord Record(
        ConsentState state,
        long at,
        long? givenAt = null,
        bool hasSentAt = false,
        string gateway = "",
        bool? wasOptedOut = null,
        long revision = 1,
        long position = 1) => new()
        {
            State = state,
            WasOptedOut = wasOptedOut ?? state == ConsentState.OptedOut,
            LastEventAt = Start + TimeSpan.FromMilliseconds(at),
            Revision = revision,
            Decided = new DecidingEvent
            {
                At = Start + TimeSpan.FromMilliseconds(at),
                GivenAt = givenAt is { } given ? Start + TimeSpan.FromMilliseconds(given) : null,
                HasSentAt = hasSentAt && givenAt is not null,
                Gateway = gateway,
                Source = ConsentSource.InboundSms,
                Position = position,
            },
        };

    private static PendingReply Reply(Instant sendBefore, string? usedBy) =>
        new(MessagePurpose.HelpReply, Sender, sendBefore) { UsedBy = usedBy };

    private static AnsweredEvent Answered(string identity, long position) => new(identity, "stop", true, null, position);
}
