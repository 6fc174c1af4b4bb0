using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Grains.Tests.Clusters;

namespace Consent.Grains.Tests.Records;

/// <summary>A repetition changes nothing and is answered as the first time, with the record as it is now.</summary>
public abstract class RepetitionTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Record_Again_ReadsAndWritesNoState()
    {
        var record = cluster.NewRecord();
        var first = await record.RecordAsync(ConsentWriter.OptOut("m-1"));
        await record.RecordAsync(ConsentWriter.OptIn("m-2", 1));
        cluster.Probe.Reset();

        var again = await record.RecordAsync(ConsentWriter.OptOut("m-1"));

        AssertRepeats(first, again);
        Assert.Equal((2, ConsentState.Subscribed), (again.Record.Revision, again.Record.State));
        Assert.Equal((0, 0), (cluster.Probe.Reads, cluster.Probe.Writes));
        Assert.Equal(["m-1", "m-2"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Record_AgainWhileWhatIsThereMayBeLost_IsNotAnswered()
    {
        var record = cluster.NewRecord();
        var first = await record.RecordAsync(ConsentWriter.OptOut("m-1"));
        cluster.Ledger.IsUnsafe = true;

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptOut("m-1")));

        cluster.Ledger.IsUnsafe = false;
        AssertRepeats(first, await record.RecordAsync(ConsentWriter.OptOut("m-1")));
    }

    [Fact]
    public async Task Record_AgainAfterDeactivation_IsAnsweredFromTheState()
    {
        var record = cluster.NewRecord();
        var first = await record.RecordAsync(ConsentWriter.OptOut("m-1"));
        await record.DeactivateAsync();

        AssertRepeats(first, await record.RecordAsync(ConsentWriter.OptOut("m-1")));

        Assert.Equal(["m-1"], await record.EntriesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_AgainAfterMoreThanAreRemembered_IsAnsweredFromTheLedger(bool deactivated)
    {
        var record = cluster.NewRecord();
        var answers = await record.RecordOptOutsAsync(ConsentRecord.RememberedEvents + 3);
        if (deactivated)
        {
            await record.DeactivateAsync();
        }

        for (var number = 1; number <= answers.Count; number++)
        {
            AssertRepeats(answers[number - 1], await record.RecordAsync(ConsentWriter.OptOut($"m-{number}", number)));
        }

        Assert.Equal(answers.Count, (await record.EntriesAsync()).Count);
    }

    [Fact]
    public async Task Record_NewAfterMoreThanAreRemembered_IsEntered()
    {
        var record = cluster.NewRecord();
        var answers = await record.RecordOptOutsAsync(ConsentRecord.RememberedEvents + 3);

        var answer = await record.RecordAsync(ConsentWriter.OptOut("m-new", 100));

        Assert.Equal((false, answers.Count + 1), (answer.IsDuplicate, answer.Record.Revision));
    }

    [Fact]
    public async Task Record_SameAtOnce_IsEnteredOnce()
    {
        var record = cluster.NewRecord();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => record.RecordAsync(ConsentWriter.OptOut("m-1"))));

        var first = Assert.Single(answers, answer => !answer.IsDuplicate);
        Assert.All(answers, answer => Assert.Equal(first.Answered, answer.Answered));
        Assert.Equal(["m-1"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Record_SameIdOfAnotherKindOrTime_IsAnotherEvent()
    {
        var record = cluster.NewRecord();
        await record.RecordAsync(ConsentWriter.OptOut("m-1"));

        Assert.False((await record.RecordAsync(ConsentWriter.OptIn("m-1"))).IsDuplicate);
        Assert.False((await record.RecordAsync(ConsentWriter.OptOut("m-1", 1))).IsDuplicate);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(ConsentRecord.RememberedEvents, false)]
    [InlineData(ConsentRecord.RememberedEvents, true)]
    public async Task Record_OptInWithoutATimeFromAnotherGateway_LiftsNoLaterOptOut(int inBetween, bool deactivated)
    {
        var record = cluster.NewRecord();
        var start = ConsentWriter.OptIn("start-1", 1);
        var first = await record.RecordAsync(Untimed(start, "east"));
        await record.RecordOptOutsAsync(1 + inBetween);
        if (deactivated)
        {
            await record.DeactivateAsync();
        }

        var again = await record.RecordAsync(Untimed(start, "west"));

        AssertRepeats(first, again);
        Assert.Equal(ConsentState.OptedOut, again.Record.State);
        Assert.Equal(2 + inBetween, (await record.EntriesAsync()).Count);
        Assert.False((await record.RecordAsync(Untimed(ConsentWriter.OptIn("start-10", 99), "west"))).IsDuplicate);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ConsentRecord.RememberedEvents)]
    public async Task Record_OptInWithoutATimeAfterOneWithATime_IsARepetition(int inBetween)
    {
        var record = cluster.NewRecord();
        var first = await record.RecordAsync(ConsentWriter.OptIn("start-1"));
        await record.RecordOptOutsAsync(1 + inBetween);

        AssertRepeats(first, await record.RecordAsync(Untimed(ConsentWriter.OptIn("start-1"), "west")));
        Assert.False((await record.RecordAsync(ConsentWriter.OptIn("start-1", 500))).IsDuplicate);
    }

    [Fact]
    public async Task Record_OptOutWithoutATimeFromAnotherGateway_IsAnotherEvent()
    {
        var record = cluster.NewRecord();
        await record.RecordAsync(Untimed(ConsentWriter.OptOut("stop-1"), "east"));
        await record.RecordAsync(Untimed(ConsentWriter.OptIn("start-1"), "east"));

        var again = await record.RecordAsync(Untimed(ConsentWriter.OptOut("stop-1"), "west"));

        Assert.Equal((false, true, ConsentState.OptedOut), (again.IsDuplicate, again.Answered!.Applied, again.Record.State));
    }

    private static RecordRequest Untimed(RecordRequest request, string gateway) =>
        request with { Event = request.Event with { GivenAt = null, Gateway = gateway } };

    private static void AssertRepeats(RecordAnswer first, RecordAnswer again)
    {
        Assert.True(again.IsDuplicate);
        Assert.Equal(first.Answered, again.Answered);
    }
}
