using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using CsCheck;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

public sealed class ReviewRulesTests
{
    private static readonly string[] Zones = ["-10:00", "-09:00", "-08:00", "-07:00", "-06:00", "-05:00", "-04:00"];

    private readonly RecordScenario _record = new();

    [Theory]
    [InlineData("2026-03-02T12:00:00Z", "2026-03-17T00:00:00Z", "a Monday")]
    [InlineData("2026-03-06T23:00:00Z", "2026-03-21T00:00:00Z", "a Friday")]
    [InlineData("2026-03-07T15:00:00Z", "2026-03-21T00:00:00Z", "a Saturday")]
    [InlineData("2026-03-09T01:00:00Z", "2026-03-21T00:00:00Z", "Sunday evening in the United States")]
    [InlineData("2026-03-10T01:00:00Z", "2026-03-24T00:00:00Z", "Monday evening in the United States")]
    [InlineData("2026-12-21T15:00:00Z", "2027-01-07T00:00:00Z", "over Christmas and New Year's Day")]
    public void DueAt_AText_IsTheEndOfTheTenthBusinessDay(string text, string due, string why) => Assert.True(
        ReviewRules.DueAt(Time(text)) == Time(due), $"{why}: {ReviewRules.DueAt(Time(text))}");

    [Fact]
    public void DueAt_AnyText_IsNoLaterThanTheTenthBusinessDayEndsWhereTheCustomerIs() => Gen.Int[0, 10 * 366 * 24 * 60].Sample(
        minute =>
        {
            var text = Time("2026-01-01T00:00:00Z") + TimeSpan.FromMinutes(minute);
            foreach (var zone in Zones)
            {
                var offset = TimeSpan.Parse(zone.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
                var day = DateOnly.FromDateTime((text - offset).ToDateTimeOffset().UtcDateTime);
                var end = BusinessDays.After(day, 10).AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) + offset;
                Assert.True(ReviewRules.DueAt(text) <= Instant.From(end), zone);
            }
        },
        iter: 20_000);

    [Fact]
    public void DueAt_ALaterText_IsNeverDueEarlier() => Gen.Select(Gen.Int[0, 366 * 24 * 60], Gen.Int[0, 20_000]).Sample(
        (minute, later) =>
        {
            var text = Time("2026-01-01T00:00:00Z") + TimeSpan.FromMinutes(minute);
            Assert.True(ReviewRules.DueAt(text) <= ReviewRules.DueAt(text + TimeSpan.FromMinutes(later)));
        },
        iter: 20_000);

    [Fact]
    public void Apply_PossibleOptOut_OpensAReviewUnlessOptedOut()
    {
        Assert.True(_record.Perhaps(1).Applied);
        _record.Stop(Minute, Minute);
        Assert.False(_record.Perhaps(2 * Minute).Applied);
        _record.Start(3 * Minute, 3 * Minute);
        Assert.True(_record.Perhaps(4 * Minute).Applied);
    }

    [Theory]
    [InlineData(9, "east", false)]
    [InlineData(11, "east", true)]
    [InlineData(4, "west", false)]
    [InlineData(6, "west", true)]
    public void Apply_PossibleOptOutFromBeforeAStart_OpensAReviewWhereAnOptOutWouldApply(int minute, string gateway, bool opens)
    {
        _record.Start(10 * Minute, 10 * Minute);
        var doubt = Event(EventKind.PossibleOptOut, 12 * Minute, minute * Minute, gateway: gateway);

        Assert.Equal(opens, _record.Hear(doubt).Applied);
    }

    [Fact]
    public void ToEvent_OptOut_OptsOutAsOfTheTextWithoutAReply()
    {
        _record.Perhaps(5);

        var settled = _record.Hear(Resolution(ReviewVerdict.OptOut));

        Assert.Equal(
            (LedgerEntryKind.OptedOut, true, true, null, At(5)),
            (settled.Entry, settled.Applied, settled.Decides, settled.Reply, settled.At));
        Assert.Equal((ConsentState.OptedOut, At(5)), (_record.Record.State, _record.Record.Decided!.At));
        Assert.Equal((ConsentSource.Operator, "complaint"), (_record.Record.Decided.Source, _record.Record.Decided.Matched));
    }

    [Fact]
    public void ToEvent_OptOutFarBeforeAnOptIn_AppliesSinceTheReviewIsOpen()
    {
        // By the gateway's clock the text was later; by ours, which the review's event has, it was not.
        _record.Start(11 * Minute, given: Minute);
        _record.Hear(Event(EventKind.PossibleOptOut, 12 * Minute, given: 2 * Minute, sent: 21 * Minute));

        Assert.Equal(LedgerEntryKind.OptedOut, _record.Hear(Resolution(ReviewVerdict.OptOut, at: -7 * Minute)).Entry);
    }

    [Fact]
    public void ToEvent_NotOptOut_ChangesNoState()
    {
        _record.Start(1, 1);
        _record.Perhaps(5);
        var before = _record.Record.ToStanding();

        var settled = _record.Hear(Resolution(ReviewVerdict.NotOptOut));

        Assert.Equal(
            (LedgerEntryKind.ReviewedNotOptOut, true, false, null), (settled.Entry, settled.Applied, settled.Decides, settled.Reply));
        Assert.Equal(before, _record.Record.ToStanding());
        Assert.Equal(At(Minute), settled.At);
    }

    [Fact]
    public void ToEvent_OptOut_IsLiftedByALaterStart()
    {
        _record.Perhaps(5);
        _record.Hear(Resolution(ReviewVerdict.OptOut));

        Assert.True(_record.Start(2 * Minute, 2 * Minute).Applied);
    }

    [Theory]
    [InlineData(ReviewVerdict.OptOut)]
    [InlineData(ReviewVerdict.NotOptOut)]
    public void ToEvent_AnyVerdictOfOneReview_HasTheIdentityOfThatReview(ReviewVerdict verdict)
    {
        Assert.Equal("Review\t1", EventIdentity.Of(Resolution(verdict)));
        Assert.Equal("Review of entry 1", Resolution(verdict).Evidence);
    }

    private static ConsentEvent Resolution(ReviewVerdict verdict, long at = 5) => ReviewRules.ToEvent(
        new ReviewedText(At(at), Ours, AccountId.Parse("acme"), "complaint"),
        new ReviewResolution(1, verdict, "anna", "key-1", At(Minute)));

    private static Instant Time(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
