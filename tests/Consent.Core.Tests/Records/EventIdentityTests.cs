using Consent.Core.Numbers;
using Consent.Core.Records;
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

    private static void AssertRepetition(ConsentEvent first, ConsentEvent second) =>
        Assert.Equal(EventIdentity.Of(first), EventIdentity.Of(second));

    private static void AssertAnother(ConsentEvent first, ConsentEvent second) =>
        Assert.NotEqual(EventIdentity.Of(first), EventIdentity.Of(second));
}
