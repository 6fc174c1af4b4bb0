using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

public sealed class ImportRulesTests
{
    private const long Hour = 60 * RecordScenario.Minute;

    private readonly RecordScenario _record = new();

    [Fact]
    public void Id_OfARow_IsOfTheImportAndTheCustomer() =>
        Assert.Equal("list-7/+14155550199", ImportRules.IdOf("list-7", PhoneNumber.Parse("+14155550199")));

    [Fact]
    public void Apply_ToNoRecord_OptsOutWithoutAReply()
    {
        var transition = Enter(Row(given: 0))!;

        Assert.Equal((ConsentState.OptedOut, true), (transition.Record.State, transition.Applied));
        Assert.Null(transition.Reply);
    }

    [Fact]
    public void Apply_ToOneOptedOut_ChangesNothing()
    {
        _record.Stop(0);

        Assert.Null(Enter(Row(given: Hour)));
    }

    [Fact]
    public void Apply_OlderThanAStart_IsEnteredAndChangesNoState()
    {
        _record.Start(2 * Hour);

        var transition = Enter(Row(given: 0))!;

        Assert.Equal((ConsentState.Subscribed, false), (transition.Record.State, transition.Applied));
    }

    [Fact]
    public void Apply_LaterThanAStart_OptsOut()
    {
        _record.Start(0);

        Assert.Equal(ConsentState.OptedOut, Enter(Row(given: 2 * Hour))!.Record.State);
    }

    [Fact]
    public void Ids_OfARowOfTwoSpellings_AreBoth()
    {
        string[] both = ["list-7/+525512345678", "list-7/+5215512345678"];
        foreach (var id in both)
        {
            Assert.Equal(both, ImportRules.IdsOf(Row(given: 0) with { Id = id }));
        }

        Assert.Equal(["list-7/x"], ImportRules.IdsOf(Row(given: 0) with { Id = "list-7/x" }));
    }

    [Fact]
    public void Apply_InAnotherSpellingAfterAStart_ChangesNothing()
    {
        _record.Hear(Row(given: 0) with { Id = "list-7/+5215512345678" });
        _record.Start(Hour);

        Assert.Null(Enter(Row(given: 2 * Hour) with { Id = "list-7/+525512345678" }));
        Assert.NotNull(Enter(Row(given: 2 * Hour) with { Id = "list-8/+525512345678" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2 * Hour)]
    public void Apply_AgainAfterAStart_ChangesNothing(long givenAgain)
    {
        _record.Hear(Row(given: 0));
        _record.Start(Hour);

        Assert.Null(Enter(Row(givenAgain)));
    }

    [Fact]
    public void Apply_SecondRowAfterAStartThatTheFirstWasOlderThan_OptsOut()
    {
        _record.Start(Hour);
        _record.Hear(Row(given: 0));

        Assert.Equal(ConsentState.OptedOut, Enter(Row(given: 2 * Hour))!.Record.State);
    }

    private static ConsentEvent Row(long given) =>
        RecordScenario.Event(EventKind.OptOut, arrived: 5 * Hour, given, source: ConsentSource.Import, gateway: "", id: "list-7/+14155550199");

    private Transition? Enter(ConsentEvent row) => ImportRules.Apply(_record.Record, row, _record.Record.Answered);
}
