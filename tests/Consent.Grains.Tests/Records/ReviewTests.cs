using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grains.Tests.Records;

/// <summary>A review is settled once, by its record's one writer.</summary>
public abstract class ReviewTests(GrainsCluster cluster)
{
    private ReviewTable Reviews => cluster.Services.GetRequiredService<ReviewTable>();

    [Theory]
    [InlineData(ReviewVerdict.OptOut, ConsentState.OptedOut)]
    [InlineData(ReviewVerdict.NotOptOut, ConsentState.Subscribed)]
    public async Task Resolve_Open_IsCommittedBeforeTheAnswer(ReviewVerdict verdict, ConsentState state)
    {
        var record = cluster.NewRecord();
        var position = await DoubtAsync(record);

        Assert.True(await record.Grain.ResolveReviewAsync(Resolution(position, verdict)));

        var settlement = (await Reviews.FindAsync(position, default))!.Settlement!;
        Assert.Equal((verdict, "anna", await record.PositionAsync(2)), (settlement.Verdict, settlement.Actor, settlement.Position));
        var now = (await record.Grain.GetAsync(knownPosition: 0)).Record;
        Assert.Equal((state, 2), (now.State, now.Revision));
        Assert.Equal(["doubt-1", "key-1"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Resolve_TwiceAndAfterANewActivation_EntersOnce()
    {
        var record = cluster.NewRecord();
        var position = await DoubtAsync(record);
        await record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.NotOptOut));

        Assert.True(await record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.NotOptOut)));
        await record.DeactivateAsync();
        Assert.True(await record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.OptOut)));

        Assert.Equal(["doubt-1", "key-1"], await record.EntriesAsync());
    }

    [Fact]
    public async Task Resolve_WhatIsNoReviewOfTheRecord_IsRefused()
    {
        var (record, other) = (cluster.NewRecord(), cluster.NewRecord());
        var ofOther = await DoubtAsync(other);
        var stop = await record.RecordAsync(ConsentWriter.OptOut("m-1"));

        Assert.False(await record.Grain.ResolveReviewAsync(Resolution(ofOther, ReviewVerdict.OptOut)));
        Assert.False(await record.Grain.ResolveReviewAsync(Resolution(stop.Answered!.Position!.Value, ReviewVerdict.OptOut)));
        Assert.False(await record.Grain.ResolveReviewAsync(Resolution(long.MaxValue, ReviewVerdict.OptOut)));
        Assert.Equal(["m-1"], await record.EntriesAsync());
        Assert.Equal(ReviewState.Open, (await Reviews.FindAsync(ofOther, default))!.State);
    }

    [Fact]
    public async Task Resolve_SettledByAnotherWriter_EntersNothing()
    {
        var record = cluster.NewRecord();
        var position = await DoubtAsync(record);
        await record.WriteAsAnotherAsync(ConsentWriter.OptOut("m-1", 60));

        Assert.True(await record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.NotOptOut)));

        Assert.Equal(["doubt-1", "m-1"], await record.EntriesAsync());
        Assert.Equal(ReviewVerdict.Unspecified, (await Reviews.FindAsync(position, default))!.Settlement!.Verdict);
    }

    [Fact]
    public async Task Resolve_WhileAnotherWriterEnters_MeetsAConflictAndFindsItSettled()
    {
        var record = cluster.NewRecord();
        var position = await DoubtAsync(record);
        cluster.Probe.AroundWrite = async write =>
        {
            cluster.Probe.AroundWrite = null;
            await record.WriteAsAnotherAsync(ConsentWriter.OptIn("m-1", 60));
            await write();
        };

        var conflict = await Assert.ThrowsAsync<RecordUnavailableException>(
            () => record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.OptOut)));
        Assert.Equal(RecordFailure.Passing, conflict.Failure);
        Assert.True(await record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.OptOut)));

        Assert.Equal(["doubt-1", "m-1"], await record.EntriesAsync());
        Assert.Equal(ConsentState.Subscribed, (await record.Grain.GetAsync(knownPosition: 0)).Record.State);
    }

    [Fact]
    public async Task Resolve_WriteFails_IsUnknownAndCanBeSentAgain()
    {
        var record = cluster.NewRecord();
        var position = await DoubtAsync(record);
        cluster.Probe.AroundWrite = _ =>
        {
            cluster.Probe.AroundWrite = null;
            throw new TimeoutException("lost");
        };

        await Assert.ThrowsAsync<RecordUnavailableException>(
            () => record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.OptOut)));
        Assert.True(await record.Grain.ResolveReviewAsync(Resolution(position, ReviewVerdict.OptOut)));

        Assert.Equal(["doubt-1", "key-1"], await record.EntriesAsync());
    }

    private static ReviewResolution Resolution(long position, ReviewVerdict verdict) =>
        new(position, verdict, "anna", "key-1", ConsentWriter.Start + TimeSpan.FromHours(1));

    private static async Task<long> DoubtAsync(ConsentWriter record)
    {
        var doubt = ConsentWriter.OptOut("doubt-1");
        var answer = await record.RecordAsync(doubt with { Event = doubt.Event with { Kind = EventKind.PossibleOptOut } });
        return answer.Answered!.Position!.Value;
    }
}
