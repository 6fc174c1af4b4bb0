using System.Text;
using Consent.Core.Numbers;
using Consent.Core.Records;
using CsCheck;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>"A repetition is …"</summary>
public sealed class EventIdentityTests
{
    private static readonly ConsentEvent Given =
        Event(EventKind.OptOut, arrived: 100, given: 50, id: "msg-1") with { Actor = "ann" };

    private static readonly ConsentEvent NotGiven = Given with { GivenAt = null };

    [Fact]
    public void Of_SameEventArrivingAgain_IsARepetition()
    {
        var again = Given with
        {
            ArrivedAt = At(900),
            SentAt = At(800),
            Body = "stop!",
            Matched = "other",
            RuleSet = "2",
            Repairs = EventRepairs.BodyCut,
        };

        AssertRepetition(Given, again);
        AssertRepetition(NotGiven, NotGiven with { ArrivedAt = At(900), SentAt = At(800) });
    }

    [Fact]
    public void Of_OtherGatewayOrActorWithAGivenTime_IsARepetition()
    {
        AssertRepetition(Given, Given with { Gateway = "west" });
        AssertRepetition(Given, Given with { Gateway = "" });
        AssertRepetition(Given, Given with { Actor = "bob" });
    }

    [Fact]
    public void Of_OtherGatewayOrActorWithoutAGivenTime_IsAnotherEvent()
    {
        AssertAnother(NotGiven, NotGiven with { Gateway = "west" });
        AssertAnother(NotGiven, NotGiven with { Gateway = "" });
        AssertAnother(NotGiven, NotGiven with { Actor = "bob" });
    }

    [Theory]
    [InlineData(EventKind.OptIn)]
    [InlineData(EventKind.Help)]
    [InlineData(EventKind.PossibleOptOut)]
    [InlineData(EventKind.Reactivation)]
    public void Of_SameIdWithAnotherKind_IsAnotherEvent(EventKind kind)
    {
        AssertAnother(Given, Given with { Kind = kind });
        AssertAnother(NotGiven, NotGiven with { Kind = kind });
    }

    [Fact]
    public void Of_SameIdToAnotherNumber_IsAnotherEvent()
    {
        AssertAnother(Given, Given with { Sender = OurOther });
        AssertAnother(Given, Given with { Sender = null });
    }

    [Fact]
    public void Of_AlphanumericSenderInOtherCase_IsARepetition() =>
        AssertRepetition(Given with { Sender = SenderNumber.Parse("acme") }, Given with { Sender = SenderNumber.Parse("ACME") });

    [Fact]
    public void Of_SameIdWithAnotherTime_IsAnotherEvent()
    {
        AssertAnother(Given, Given with { GivenAt = At(51) });
        AssertAnother(Given, NotGiven);
    }

    [Fact]
    public void Of_AnotherId_IsAnotherEvent()
    {
        AssertAnother(Given, Given with { Id = "msg-2" });
        AssertAnother(Given, Given with { Id = "MSG-1" });
    }

    [Fact]
    public void Of_PartsThatRunTogetherAlike_IsAnotherEvent()
    {
        AssertAnother(NotGiven with { Gateway = "ab", Actor = "c" }, NotGiven with { Gateway = "a", Actor = "bc" });
        AssertAnother(NotGiven with { Id = "1e", Gateway = "ast" }, NotGiven with { Id = "1", Gateway = "east" });
        AssertAnother(
            Given with { GivenAt = new Instant(5) }, NotGiven with { Gateway = "5", Actor = "" });
    }

    [Fact]
    public void Of_StopUnderAReusedId_IsAppliedAfterAll()
    {
        var record = new RecordScenario();
        record.Hear(Event(EventKind.Help, 100, given: 50, id: "msg-1"));
        var stop = Event(EventKind.OptOut, 200, given: 150, id: "msg-1");

        Assert.DoesNotContain(record.Record.Answered, answered => answered.Identity == EventIdentity.Of(stop));
        Assert.True(record.Hear(stop).Applied);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("known before")]
    public void Apply_AnyEvent_CarriesItsIdentityToTheRecord(string? known)
    {
        var said = Event(EventKind.Help, 100, given: 50);

        var told = RecordRules.Apply(ConsentRecord.Empty, said, ResubscribePolicy.CustomerStart, Replies, known);

        Assert.Equal(known ?? EventIdentity.Of(said), told.Identity);
        Assert.Equal(told.Identity, told.Record.Answered[^1].Identity);
    }

    [Theory]
    [InlineData("east", 50L, "msg-1", true)]
    [InlineData("west", 50L, "msg-1", true)]
    [InlineData("east", null, "msg-1", true)]
    [InlineData("", null, "msg-1", true)]
    [InlineData("east", null, "msg-10", false)]
    [InlineData("east", null, "msg-", false)]
    [InlineData("east", null, "MSG-1", false)]
    public void RepeatedBy_OptInWithoutATime_IsAnyOptInOfItsId(string gateway, long? given, string id, bool repeats)
    {
        var known = Event(EventKind.OptIn, arrived: 60, given: given, gateway: gateway, id: id);
        var again = Event(EventKind.OptIn, arrived: 900, gateway: "north", id: "msg-1");

        Assert.Equal(repeats, Repeats(again, known));
        Assert.False(Repeats(again, known with { Kind = EventKind.OptOut }));
        Assert.False(Repeats(again, known with { Kind = EventKind.PossibleOptIn }));
        Assert.False(Repeats(again, known with { Sender = OurOther }));
        Assert.False(Repeats(again with { GivenAt = At(51) }, known));
    }

    [Theory]
    [InlineData(EventKind.OptOut)]
    [InlineData(EventKind.Help)]
    [InlineData(EventKind.PossibleOptOut)]
    [InlineData(EventKind.PossibleOptIn)]
    public void RepeatedBy_AnyOtherKindWithoutATime_IsItsOwnIdentityOnly(EventKind kind)
    {
        var said = NotGiven with { Kind = kind };

        Assert.True(Repeats(said, said));
        Assert.False(Repeats(said with { Gateway = "west" }, said));
        Assert.False(Repeats(said, said with { GivenAt = At(50) }));
    }

    /// <summary>A database finds the first of them by a range of texts in the order of their bytes.</summary>
    [Fact]
    public void RepeatedBy_OptInWithoutATime_IsARangeOfIdentities()
    {
        var ids = Gen.OneOf("m", "m-1", "m-10", "m-\u00E9", "m \U0001F6D1", "\uFFFD");
        var said = Gen.Select(ids, Gen.OneOf("", "east", "\U0001F6D1"), Gen.OneOf<long>(0, 5, 1_800_000_000_000), Gen.Bool, Gen.Bool)
            .Select((id, gateway, given, isGiven, isOptIn) => Event(
                isOptIn ? EventKind.OptIn : EventKind.OptOut, 1, isGiven ? given : null, gateway: gateway, id: id));
        Gen.Select(said, ids).Sample(
            (known, id) =>
            {
                var repeated = EventIdentity.RepeatedBy(Event(EventKind.OptIn, 2, id: id));
                var identity = EventIdentity.Of(known);
                var isInRange = Compare(identity, repeated.Stem!) >= 0 && Compare(identity, repeated.End!) < 0;
                Assert.Equal(known.Kind == EventKind.OptIn && known.Id == id, isInRange);
                Assert.Equal(isInRange, repeated.Include(identity));
            },
            iter: 10_000);

        static int Compare(string one, string other) =>
            Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
    }

    private static bool Repeats(ConsentEvent said, ConsentEvent known) =>
        EventIdentity.RepeatedBy(said).Include(EventIdentity.Of(known));

    private static void AssertRepetition(ConsentEvent first, ConsentEvent second) =>
        Assert.Equal(EventIdentity.Of(first), EventIdentity.Of(second));

    private static void AssertAnother(ConsentEvent first, ConsentEvent second) =>
        Assert.NotEqual(EventIdentity.Of(first), EventIdentity.Of(second));
}
