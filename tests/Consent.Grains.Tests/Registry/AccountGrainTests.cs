using Consent.Core.Registry;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Records;

namespace Consent.Grains.Tests.Registry;

public abstract class AccountGrainTests(GrainsCluster cluster)
{
    [Fact]
    public async Task Put_OfANewAccount_RegistersIt()
    {
        var account = cluster.NewAccount();

        var outcome = await cluster.PutAsync(account);

        Assert.Equal(new PutOutcome<Account>(PutStatus.Changed, account with { Revision = 1 }), outcome);
        Assert.Equal(1, await cluster.EntriesAsync(StateKey.Of(account.Id)));
    }

    [Fact]
    public async Task Put_OfTheSameAgain_EntersNothing()
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account);

        var outcome = await cluster.PutAsync(account);

        Assert.Equal(new PutOutcome<Account>(PutStatus.Unchanged, account with { Revision = 1 }), outcome);
        Assert.Equal((1, 1), (await cluster.EntriesAsync(StateKey.Of(account.Id)), cluster.Probe.Writes));
    }

    [Fact]
    public async Task Put_WithTheRevisionThatWasRead_Changes()
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account, expected: 0);

        var outcome = await cluster.PutAsync(account with { DisplayName = "Acme 2" }, expected: 1);

        Assert.Equal((PutStatus.Changed, 2), (outcome.Status, outcome.Current!.Revision));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Put_WithAnotherRevision_IsRefusedWithWhatIsThere(long expected)
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account);

        var outcome = await cluster.PutAsync(account with { DisplayName = "late" }, expected);

        Assert.Equal(new PutOutcome<Account>(PutStatus.RevisionConflict, account with { Revision = 1 }), outcome);
        Assert.Equal(1, await cluster.EntriesAsync(StateKey.Of(account.Id)));
    }

    [Fact]
    public async Task Put_ByTwoWhoReadTheSameRevision_LetsOneThrough()
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(number => cluster.PutAsync(account with { DisplayName = $"name {number}" }, expected: 1)));

        Assert.Equal(
            [PutStatus.Changed, .. Enumerable.Repeat(PutStatus.RevisionConflict, 4)],
            outcomes.Select(outcome => outcome.Status).Order());
        Assert.Equal(2, await cluster.EntriesAsync(StateKey.Of(account.Id)));
    }

    [Fact]
    public async Task Put_AfterADeactivation_KnowsWhatIsStored()
    {
        var account = cluster.NewAccount() with { Keywords = new OwnKeywords { OptOut = ["go away"] } };
        await cluster.PutAsync(account);
        await cluster.DeactivateAsync(cluster.GrainOf(account));

        var outcome = await cluster.PutAsync(account);

        Assert.Equal(new PutOutcome<Account>(PutStatus.Unchanged, account with { Revision = 1 }), outcome);
    }

    [Fact]
    public async Task Put_AfterItWasChangedElsewhere_DoesNotAnswerFromMemory()
    {
        var account = cluster.NewAccount();
        await cluster.PutAsync(account);
        await cluster.PutAsAnotherAsync(account with { DisplayName = "elsewhere" });

        var outcome = await cluster.PutAsync(account);

        Assert.Equal(new PutOutcome<Account>(PutStatus.Changed, account with { Revision = 3 }), outcome);
    }
}
