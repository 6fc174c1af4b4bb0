using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Grains.Registry;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Records;

namespace Consent.Grains.Tests.Registry;

public abstract class SenderGrainTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Put_OfANewSender_RegistersIt()
    {
        var sender = cluster.NewSender();

        var outcome = await cluster.PutAsync(sender, expected: 0);

        Assert.Equal(new PutOutcome<Sender>(PutStatus.Changed, sender with { Revision = 1 }), outcome);
        Assert.Equal(1, await cluster.EntriesAsync(StateKey.Of(sender.Number)));
    }

    [Fact]
    public async Task Put_OfTheSameAgain_EntersNothing()
    {
        var sender = cluster.NewSender();
        await cluster.PutAsync(sender);

        var outcome = await cluster.PutAsync(sender, expected: 0);

        Assert.Equal(new PutOutcome<Sender>(PutStatus.Unchanged, sender with { Revision = 1 }), outcome);
        Assert.Equal(1, await cluster.EntriesAsync(StateKey.Of(sender.Number)));
    }

    [Fact]
    public async Task Put_OfAnotherKind_ChangesIt()
    {
        var sender = cluster.NewSender();
        await cluster.PutAsync(sender);

        var outcome = await cluster.PutAsync(sender with { Kind = SenderKind.Standard });

        Assert.Equal(new PutOutcome<Sender>(PutStatus.Changed, sender with { Kind = SenderKind.Standard, Revision = 2 }), outcome);
    }

    [Fact]
    public async Task Put_OfAnotherAccount_IsRefused()
    {
        var sender = cluster.NewSender();
        await cluster.PutAsync(sender);

        var outcome = await cluster.PutAsync(sender with { Account = AccountId.Parse("another") });

        Assert.Equal(new PutOutcome<Sender>(PutStatus.AccountStays, sender with { Revision = 1 }), outcome);
        Assert.Equal(1, await cluster.EntriesAsync(StateKey.Of(sender.Number)));
    }

    [Fact]
    public async Task Put_ThatArrivesAgainAfterAnother_UndoesNothingAndIsAnsweredAsAtFirst()
    {
        var sender = cluster.NewSender();
        var first = new SenderPut(sender with { DisplayName = "first" }, null, RegistryClient.Now);
        var answered = (await cluster.GrainOf(sender).PutAsync(first)).Current;
        await cluster.PutAsync(sender with { DisplayName = "second" });

        var outcome = await cluster.GrainOf(sender).PutAsync(first);

        Assert.Equal(new PutOutcome<Sender>(PutStatus.Unchanged, answered), outcome);
        Assert.Equal(2, await cluster.EntriesAsync(StateKey.Of(sender.Number)));
    }

    [Fact]
    public async Task Put_ThatArrivesAgainWithTheRevisionItHasChanged_IsAnsweredAsDone()
    {
        var sender = cluster.NewSender();
        var put = new SenderPut(sender, 0, RegistryClient.Now);
        await cluster.GrainOf(sender).PutAsync(put);

        var outcome = await cluster.GrainOf(sender).PutAsync(put with { Sender = sender with { DisplayName = "another" } });

        Assert.Equal((PutStatus.Unchanged, 1), (outcome.Status, outcome.Current!.Revision));
    }

    [Fact]
    public async Task Put_OvertakenByMoreThanAreRemembered_IsRefusedByItsRevision()
    {
        var sender = cluster.NewSender();
        var late = new SenderPut(sender with { DisplayName = "late" }, 0, RegistryClient.Now);
        await cluster.GrainOf(sender).PutAsync(late);
        foreach (var name in Enumerable.Range(0, 9))
        {
            await cluster.PutAsync(sender with { DisplayName = $"{name}" });
        }

        var outcome = await cluster.GrainOf(sender).PutAsync(late);

        Assert.Equal((PutStatus.RevisionConflict, 10), (outcome.Status, outcome.Current!.Revision));
    }
}
