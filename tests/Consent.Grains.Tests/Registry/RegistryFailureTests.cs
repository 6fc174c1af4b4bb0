using Consent.Core.Registry;
using Consent.Grains.Records;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Records;

namespace Consent.Grains.Tests.Registry;

/// <summary>After a failure nobody knows what the database holds: the activation answers nothing more.</summary>
public abstract class RegistryFailureTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Put_WriteFails_LeavesNothingBehindAndWorksAfterwards()
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account);
        var changed = account with { DisplayName = "Acme 2" };
        cluster.Probe.AroundWrite = _ => throw new IOException("disk full");

        await Assert.ThrowsAsync<RecordUnavailableException>(() => cluster.PutAsync(changed));

        cluster.Probe.Reset();
        await cluster.DeactivatedAsync(cluster.GrainOf(account));
        Assert.Equal(
            new PutOutcome<Account>(PutStatus.Unchanged, account with { Revision = 1 }), await cluster.PutAsync(account));
        Assert.Equal(PutStatus.Changed, (await cluster.PutAsync(changed)).Status);
    }

    [Fact]
    public async Task Put_OutcomeUnknown_IsUnchangedWhenSentAgain()
    {
        var sender = cluster.NewSender();
        cluster.Probe.AroundWrite = async write =>
        {
            await write();
            throw new TimeoutException("no answer");
        };

        await Assert.ThrowsAsync<RecordUnavailableException>(() => cluster.PutAsync(sender, expected: 0));

        cluster.Probe.Reset();
        await cluster.DeactivatedAsync(cluster.GrainOf(sender));
        Assert.Equal(
            new PutOutcome<Sender>(PutStatus.Unchanged, sender with { Revision = 1 }),
            await cluster.PutAsync(sender, expected: 0));
    }

    [Fact]
    public async Task Put_WhatWasChangedElsewhereWithoutBeingRead_FailsAndThenSeesIt()
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account);
        await cluster.PutAsAnotherAsync(account with { DisplayName = "elsewhere" });
        var late = account with { DisplayName = "late" };

        await Assert.ThrowsAsync<RecordUnavailableException>(() => cluster.PutAsync(late, expected: 1));

        await cluster.DeactivatedAsync(cluster.GrainOf(account));
        Assert.Equal(
            new PutOutcome<Account>(PutStatus.RevisionConflict, account with { DisplayName = "elsewhere", Revision = 2 }),
            await cluster.PutAsync(late, expected: 1));
        Assert.Equal(2, await cluster.EntriesAsync(StateKey.Of(account.Id)));
    }
}
