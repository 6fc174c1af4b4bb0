using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.Grains.Records;
using Consent.Grains.Tests.Clusters;

namespace Consent.Grains.Tests.Records;

/// <summary>A pending reply is let out once, by the truth in the database.</summary>
public abstract class ReplyTests(GrainsCluster cluster)
{
    private static readonly SenderNumber Ours = SenderNumber.Parse("+15550001111");

    [Fact]
    public async Task UseReply_Pending_IsCommittedBeforeTheAnswer()
    {
        var record = await StoppedAsync();

        Assert.True(await UseAsync(record, "out-1"));

        Assert.Equal(["m-1", "out-1"], await record.EntriesAsync());
        Assert.False(await UseAsync(record, "out-2"));
        Assert.Equal(2, cluster.Probe.Writes);
    }

    [Fact]
    public async Task UseReply_Again_IsAnsweredAfterReadingAndWritesNothing()
    {
        var record = await StoppedAsync();
        await UseAsync(record, "out-1");
        var (reads, writes) = (cluster.Probe.Reads, cluster.Probe.Writes);

        Assert.True(await UseAsync(record, "out-1"));

        Assert.Equal((reads + 1, writes), (cluster.Probe.Reads, cluster.Probe.Writes));
    }

    [Fact]
    public async Task UseReply_AgainAfterAnOptOutByAnother_IsCancelled()
    {
        var record = await StoppedAsync();
        Assert.True(await UseAsync(record, "out-1"));

        await record.WriteAsAnotherAsync(ConsentWriter.OptOut("m-2", 2));

        Assert.False(await UseAsync(record, "out-1"));
        Assert.Equal(["m-1", "out-1", "m-2"], await record.EntriesAsync());
    }

    [Fact]
    public async Task UseReply_FirstAfterAnOptOutByAnother_IsNotLetOut()
    {
        var record = await StoppedAsync();
        await record.WriteAsAnotherAsync(ConsentWriter.OptOut("m-2", 2));

        // The write meets the other's, and the activation is dropped; the next one reads the truth.
        await Assert.ThrowsAsync<RecordUnavailableException>(() => UseAsync(record, "out-1"));

        Assert.False(await UseAsync(record, "out-1"));
        Assert.Equal(["m-1", "m-2"], await record.EntriesAsync());
    }

    [Fact]
    public async Task UseReply_OutcomeUnknown_IsAnsweredByTheTruthWhenAskedAgain()
    {
        var record = await StoppedAsync();
        cluster.Probe.AroundWrite = async write =>
        {
            await write();
            throw new IOException("no answer came");
        };
        await Assert.ThrowsAsync<RecordUnavailableException>(() => UseAsync(record, "out-1"));
        cluster.Probe.Reset();

        Assert.False(await UseAsync(record, "out-2"));
        Assert.True(await UseAsync(record, "out-1"));
        Assert.Equal(["m-1", "out-1"], await record.EntriesAsync());
    }

    [Fact]
    public async Task UseReply_AgainButTheStateCannotBeRead_IsRefused()
    {
        var record = await StoppedAsync();
        await UseAsync(record, "out-1");
        cluster.Probe.AroundRead = _ => throw new IOException("database away");

        await Assert.ThrowsAsync<RecordUnavailableException>(() => UseAsync(record, "out-1"));

        cluster.Probe.Reset();
        Assert.True(await UseAsync(record, "out-1"));
    }

    [Fact]
    public async Task UseReply_NothingPending_WritesNothing()
    {
        var record = cluster.NewRecord();

        Assert.False(await UseAsync(record, "out-1"));

        Assert.Equal(0, cluster.Probe.Writes);
    }

    [Fact]
    public async Task UseReply_AfterDeactivation_IsRemembered()
    {
        var record = await StoppedAsync();
        await UseAsync(record, "out-1");

        await record.DeactivateAsync();

        Assert.True(await UseAsync(record, "out-1"));
        Assert.False(await UseAsync(record, "out-2"));
        Assert.Equal(3, (await record.RecordAsync(ConsentWriter.OptIn("m-3", 3))).Record.Revision);
    }

    [Fact]
    public async Task Record_AfterAReply_StillKnowsRepetitions()
    {
        var record = await StoppedAsync();
        await UseAsync(record, "out-1");

        var again = await record.RecordAsync(Stop());

        Assert.Equal((true, 2), (again.IsDuplicate, again.Record.Revision));
        Assert.Equal(await record.PositionAsync(1), again.Record.Decided!.Position);
    }

    // A reply goes out from the number that was texted.
    private static RecordRequest Stop()
    {
        var stop = ConsentWriter.OptOut("m-1");
        return stop with { Event = stop.Event with { Sender = Ours } };
    }

    private static Task<bool> UseAsync(ConsentWriter record, string outgoingId) => record.Grain.UseReplyAsync(
        new ReplyUse(Ours, MessagePurpose.OptOutConfirmation, outgoingId, ConsentWriter.Start + TimeSpan.FromMinutes(1)));

    private async Task<ConsentWriter> StoppedAsync()
    {
        var record = cluster.NewRecord();
        await record.RecordAsync(Stop());
        return record;
    }
}
