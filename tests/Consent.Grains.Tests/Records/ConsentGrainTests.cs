using Consent.Core.Records;
using Consent.Grains.Tests.Clusters;

namespace Consent.Grains.Tests.Records;

/// <summary>One writer of one record.</summary>
public abstract class ConsentGrainTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Get_NoRecord_IsEmptyAndWritesNothing()
    {
        var record = cluster.NewRecord();

        var answer = await record.Grain.GetAsync(knownPosition: 0);

        Assert.Equal((0, ConsentState.Subscribed, null), (answer.Record.Revision, answer.Record.State, answer.Answered));
        Assert.Equal(0, cluster.Probe.Writes);
    }

    [Fact]
    public async Task Record_First_IsCommittedBeforeTheAnswer()
    {
        var record = cluster.NewRecord();

        var answer = await record.RecordAsync(ConsentWriter.OptOut("m-1"));

        Assert.False(answer.IsDuplicate);
        Assert.Equal((1, ConsentState.OptedOut), (answer.Record.Revision, answer.Record.State));
        Assert.Equal(["m-1"], await record.EntriesAsync());
        Assert.Equal(await record.PositionAsync(1), answer.Answered!.Position);
        Assert.Equal(answer.Answered.Position, answer.Record.Decided!.Position);
    }

    [Fact]
    public async Task Record_ConcurrentlyOnOnePair_GetConsecutiveRevisions()
    {
        const int Calls = 32;
        var record = cluster.NewRecord();

        var answers = await Task.WhenAll(Enumerable.Range(1, Calls).Select(number =>
            record.RecordAsync(ConsentWriter.OptOut($"m-{number}", number))));

        var inOrder = answers.OrderBy(answer => answer.Record.Revision).ToList();
        Assert.Equal(Enumerable.Range(1, Calls).Select(revision => (long)revision), inOrder.Select(answer => answer.Record.Revision));
        Assert.Equal(inOrder.Select(answer => answer.Answered!.Position).Order(), inOrder.Select(answer => answer.Answered!.Position));
        Assert.Single(answers, answer => answer.Answered!.Reply is not null);
        Assert.Equal(Calls, (await record.EntriesAsync()).Count);
    }

    [Fact]
    public async Task Record_WhileAWriteIsIn_WaitsForIt()
    {
        var record = cluster.NewRecord();
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Probe.AroundWrite = async write =>
        {
            entered.TrySetResult();
            await release.Task;
            await write();
        };
        var first = record.RecordAsync(ConsentWriter.OptOut("m-1"));
        await entered.Task;

        var second = record.RecordAsync(ConsentWriter.OptIn("m-2", 1));
        var read = record.Grain.GetAsync(0);
        Assert.Equal((1, false, false), (cluster.Probe.Writes, second.IsCompleted, read.IsCompleted));

        release.SetResult();
        Assert.Equal((1, 2), ((await first).Record.Revision, (await second).Record.Revision));
        Assert.Equal(2, (await read).Record.Revision);
    }

    [Fact]
    public async Task Record_OnDistinctPairs_DoNotWaitForEachOther()
    {
        var (held, free) = (cluster.NewRecord(), cluster.NewRecord());
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Probe.AroundWrite = async write =>
        {
            if (entered.TrySetResult())
            {
                await release.Task;
            }

            await write();
        };
        var stuck = held.RecordAsync(ConsentWriter.OptOut("m-1"));
        await entered.Task;

        await free.RecordAsync(ConsentWriter.OptOut("m-1"));

        Assert.False(stuck.IsCompleted);
        release.SetResult();
        await stuck;
    }

    [Fact]
    public async Task Get_AfterDeactivation_IsTheRecordAsItWas()
    {
        var record = cluster.NewRecord();
        var before = (await record.RecordOptOutsAsync(3))[^1].Record;
        await record.DeactivateAsync();
        cluster.Probe.Reset();

        var after = (await record.Grain.GetAsync(before.Decided!.Position!.Value)).Record;

        Assert.Equal(1, cluster.Probe.Reads);
        Assert.Equal(before.Answered.AsEnumerable(), after.Answered);
        Assert.Equal(before with { Answered = [], PendingReplies = [] }, after with { Answered = [], PendingReplies = [] });
    }

    [Fact]
    public async Task Record_AfterDeactivation_ContinuesTheRevisions()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(2);
        await record.DeactivateAsync();

        Assert.Equal(3, (await record.RecordAsync(ConsentWriter.OptIn("m-3", 3))).Record.Revision);
    }

    [Fact]
    public async Task Get_BehindWhatIsKnown_ReadsAgain()
    {
        var record = cluster.NewRecord();
        await record.RecordOptOutsAsync(1);
        var known = await record.WriteAsAnotherAsync(ConsentWriter.OptIn("m-2", 2));

        var answer = await record.Grain.GetAsync(known);

        Assert.Equal((2, ConsentState.Subscribed, known), (answer.Record.Revision, answer.Record.State, answer.Record.Decided!.Position));
        Assert.Equal(3, (await record.RecordAsync(ConsentWriter.OptOut("m-3", 3))).Record.Revision);
    }

    [Fact]
    public async Task Get_AtWhatIsKnown_ReadsNothing()
    {
        var record = cluster.NewRecord();
        var position = (await record.RecordOptOutsAsync(1))[0].Answered!.Position!.Value;
        cluster.Probe.Reset();

        await record.Grain.GetAsync(position);

        Assert.Equal(0, cluster.Probe.Reads);
    }
}
