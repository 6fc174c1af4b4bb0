using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Consents;

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
}
