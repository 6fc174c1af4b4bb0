using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Grains.Tests.Clusters;

namespace Consent.Grains.Tests.Records;

/// <summary>After a failure nobody knows what the database holds: the activation answers nothing more.</summary>
public abstract class FailureTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Record_WriteFails_LeavesNothingBehindAndWorksAfterwards()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        cluster.Probe.AroundWrite = _ => throw new IOException("disk full");

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptIn("m-2", 2)));

        Assert.Equal((1, ConsentState.OptedOut), await StateAsync(record));
        Assert.Equal(["m-1"], await record.EntriesAsync());
        cluster.Probe.Reset();
        var answer = await record.RecordAsync(ConsentWriter.OptIn("m-2", 2));
        Assert.Equal((false, 2), (answer.IsDuplicate, answer.Record.Revision));
    }

    [Fact]
    public async Task Record_WriteFails_IsReadAgainByAnotherActivation()
    {
        var record = cluster.NewRecord();
        var position = (await record.RecordOptOutsAsync(1))[0].Answered!.Position!.Value;
        cluster.Probe.Reset();
        cluster.Probe.AroundWrite = _ => throw new IOException("disk full");

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptIn("m-2", 2)));
        await cluster.DeactivatedAsync(record.Grain);
        await record.Grain.GetAsync(position);

        Assert.Equal(1, cluster.Probe.Reads);
    }

    [Fact]
    public async Task Record_DatabaseRefusesTheEntry_LeavesNeitherStateNorEntry()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        await cluster.RefuseEntriesAsync(record.Key, refuse: true);

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptIn("m-2", 2)));

        Assert.Equal((1, ConsentState.OptedOut), await StateAsync(record));
        Assert.Equal(["m-1"], await record.EntriesAsync());
        await cluster.RefuseEntriesAsync(record.Key, refuse: false);
        Assert.Equal(2, (await record.RecordAsync(ConsentWriter.OptIn("m-2", 2))).Record.Revision);
    }

    [Fact]
    public async Task Record_OutcomeUnknown_IsFoundToBeARepetitionWhenSentAgain()
    {
        var record = cluster.NewRecord();
        cluster.Probe.AroundWrite = async write =>
        {
            await write();
            throw new IOException("connection lost");
        };

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptOut("m-1")));

        cluster.Probe.Reset();
        var again = await record.RecordAsync(ConsentWriter.OptOut("m-1"));
        Assert.Equal((true, 1, ConsentState.OptedOut), (again.IsDuplicate, again.Record.Revision, again.Record.State));
        Assert.Equal(["m-1"], await record.EntriesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_FailsWithCallsQueued_NoneIsAnsweredFromItsMemory(bool committed)
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Probe.AroundWrite = async write =>
        {
            cluster.Probe.AroundWrite = null;
            entered.SetResult();
            await release.Task;
            if (committed)
            {
                await write();
            }

            throw new IOException("connection lost");
        };
        var failing = record.RecordAsync(ConsentWriter.OptIn("m-2", 2));
        await entered.Task;
        var queued = Enumerable.Range(0, 5).Select(_ => Outcome(record.Grain.GetAsync(0))).ToList();
        var repetition = Outcome(record.RecordAsync(ConsentWriter.OptIn("m-2", 2)));

        release.SetResult();

        await Assert.ThrowsAsync<RecordUnavailableException>(() => failing);
        // Refused, or answered from what is in the database: never in between.
        Assert.All(
            (await Task.WhenAll(queued)).OfType<RecordAnswer>(),
            answer => Assert.InRange(answer.Record.Revision, committed ? 2 : 1, 2));
        if (await repetition is { } answered)
        {
            Assert.Equal((committed, 2), (answered.IsDuplicate, answered.Record.Revision));
        }

        var final = await record.RecordAsync(ConsentWriter.OptIn("m-2", 2));
        Assert.Equal(2, final.Record.Revision);
        Assert.Equal(["m-1", "m-2"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Record_AnotherHasWritten_IsRefusedAndTheNextCallReadsTheTruth()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        await record.WriteAsAnotherAsync(ConsentWriter.OptIn("m-2", 2));

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptOut("m-3", 3)));

        Assert.Equal((2, ConsentState.Subscribed), await StateAsync(record));
        var answer = await record.RecordAsync(ConsentWriter.OptOut("m-3", 3));
        Assert.Equal((false, 3, ConsentState.OptedOut), (answer.IsDuplicate, answer.Record.Revision, answer.Record.State));
        Assert.Equal(["m-1", "m-2", "m-3"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Record_AnotherHasWrittenFirst_IsRefusedAndTheNextCallReadsTheTruth()
    {
        var record = cluster.NewRecord();
        await record.Grain.GetAsync(0);
        await record.WriteAsAnotherAsync(ConsentWriter.OptOut("m-1", 1));

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptOut("m-1", 1)));

        Assert.True((await record.RecordAsync(ConsentWriter.OptOut("m-1", 1))).IsDuplicate);
        Assert.Equal(["m-1"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Get_ReadingAgainFails_IsRefusedAndWorksAfterwards()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        var known = await record.WriteAsAnotherAsync(ConsentWriter.OptIn("m-2", 2));
        cluster.Probe.AroundRead = _ => throw new IOException("database away");

        await Assert.ThrowsAsync<RecordUnavailableException>(() => record.Grain.GetAsync(known));

        cluster.Probe.Reset();
        Assert.Equal(2, (await record.Grain.GetAsync(known)).Record.Revision);
    }

    [Fact]
    public async Task Record_ActivationCannotReadTheState_IsRefusedAndWorksAfterwards()
    {
        var record = cluster.NewRecord();
        cluster.Probe.AroundRead = _ => throw new IOException("database away");

        // Orleans reads the state, and refuses in its own words.
        await Assert.ThrowsAsync<OrleansException>(() => record.RecordAsync(ConsentWriter.OptOut("m-1")));

        cluster.Probe.Reset();
        Assert.Equal(1, (await record.RecordAsync(ConsentWriter.OptOut("m-1"))).Record.Revision);
    }

    [Fact]
    public async Task Record_ActivationCannotReadTheLedger_IsRefusedAndWorksAfterwards()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        await record.DeactivateAsync();

        await AwayAsync<OrleansException>(() => record.RecordAsync(ConsentWriter.OptIn("m-2", 2)));

        Assert.Equal(2, (await record.RecordAsync(ConsentWriter.OptIn("m-2", 2))).Record.Revision);
    }

    [Fact]
    public async Task Record_OlderRepetitionCannotBeLookedUp_IsRefused()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(ConsentRecord.RememberedEvents + 1);

        await AwayAsync<RecordUnavailableException>(() => record.RecordAsync(ConsentWriter.OptOut("m-1", 1)));

        Assert.True((await record.RecordAsync(ConsentWriter.OptOut("m-1", 1))).IsDuplicate);
        Assert.Equal(ConsentRecord.RememberedEvents + 1, (await record.EntriesAsync()).Count);
    }

    private async Task AwayAsync<T>(Func<Task> call)
        where T : Exception
    {
        cluster.Ledger.IsAway = true;
        try
        {
            await Assert.ThrowsAsync<T>(call);
        }
        finally
        {
            cluster.Ledger.IsAway = false;
        }
    }

    private static async Task<(long Revision, ConsentState State)> StateAsync(ConsentWriter record)
    {
        var answer = await record.Grain.GetAsync(0);
        return (answer.Record.Revision, answer.Record.State);
    }

    private static async Task<RecordAnswer?> Outcome(Task<RecordAnswer> call)
    {
        try
        {
            return await call;
        }
        catch (RecordUnavailableException)
        {
            return null;
        }
    }
}
