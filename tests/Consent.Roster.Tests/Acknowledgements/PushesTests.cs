using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Roster.Tests.Freshness;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Acknowledgements;

/// <summary>What travels with a request to catch up.</summary>
public sealed class PushesTests : IAsyncLifetime
{
    private const string Number = "+15550001111";
    private const string Replica = "second";

    private readonly RosterHarness _server = new();
    private readonly Pushes _pushes;

    public PushesTests() => _pushes = new Pushes(_server.Followed);

    public Task InitializeAsync() => _server.PollAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void To_NoRosterLoaded_IsNothing() => Assert.Null(new Pushes(new RosterHarness().Followed).To(Replica));

    [Fact]
    public async Task To_ReplicaThatToldNothing_BringsTheLastFew()
    {
        await FollowAsync(Pushes.UntoldEntries + 5);

        AssertBrings(_pushes.To(Replica), after: 5, through: Pushes.UntoldEntries + 5);
    }

    [Fact]
    public async Task To_ShortLedger_BringsAllOfIt()
    {
        await FollowAsync(3);

        AssertBrings(_pushes.To(Replica), after: 0, through: 3);
    }

    [Fact]
    public async Task To_ReplicaThatToldWhatItHolds_BringsWhatComesAfter()
    {
        await FollowAsync(30);
        Told(held: 28);

        AssertBrings(_pushes.To(Replica), after: 28, through: 30);
        AssertBrings(_pushes.To("third"), after: 30 - Pushes.UntoldEntries, through: 30);
    }

    [Fact]
    public async Task To_ReplicaThatHoldsMore_BringsNothing()
    {
        await FollowAsync(3);
        Told(held: 1_000_000_000_000);

        AssertBrings(_pushes.To(Replica), after: 3, through: 3);
    }

    [Fact]
    public async Task To_ReplicaThatHasNotCaughtUp_BringsTheSameAgain()
    {
        await FollowAsync(30);
        Told(held: 20);
        _pushes.Answered(Replica, new CatchUpAnswer(false, Held: 29));
        _pushes.Answered(Replica, new CatchUpAnswer(true));

        AssertBrings(_pushes.To(Replica), after: 20, through: 30);
    }

    [Fact]
    public async Task To_LedgerWentBack_ForgetsWhatWasTold()
    {
        await FollowAsync(30);
        Told(held: 29);
        _server.Database.GoBackTo(28);
        await _server.PollAsync();
        Assert.Null(_pushes.To(Replica));
        await _server.PollAsync();
        await FollowAsync(4);

        // Only the last entry of a load has a mark.
        AssertBrings(_pushes.To(Replica), after: 32, through: 32);
        await FollowAsync(Pushes.UntoldEntries);
        AssertBrings(_pushes.To(Replica), after: 32, through: 32 + Pushes.UntoldEntries);
    }

    [Theory]
    [InlineData(CatchUpRequest.MostEntries, 0)]
    [InlineData(CatchUpRequest.MostEntries + 1, CatchUpRequest.MostEntries + 1)]
    public async Task To_TooManyEntries_BringsNone(int entries, int after)
    {
        await FollowAsync(entries);
        Told(held: 0);

        AssertBrings(_pushes.To(Replica), after, through: entries);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(5, 5)]
    public async Task To_EntriesTooLarge_BringsNone(int entries, int after)
    {
        // Each takes about 64 kB.
        for (var entry = 1; entry <= entries; entry++)
        {
            _server.Database.Commit(new RosterChange(Account: new Account
            {
                Id = AccountId.Parse($"acme-{entry}"), DisplayName = new string('a', CatchUpRequest.MostBytes / 4),
            }));
        }

        await _server.PollAsync();

        AssertBrings(_pushes.To(Replica), after, through: entries);
    }

    [Fact]
    public async Task To_ManyReplicasHaveCome_RemembersTheLatest()
    {
        await FollowAsync(30);
        _pushes.To(Replica);
        for (var id = 0; id < 1_000; id++)
        {
            _pushes.Answered($"gone-{id}", new CatchUpAnswer(true, Held: 30));
        }

        _pushes.Answered(Replica, new CatchUpAnswer(true, Held: 29));

        AssertBrings(_pushes.To(Replica), after: 29, through: 30);
    }

    // An answer to a request that was made of this ledger.
    private void Told(long held)
    {
        _pushes.To(Replica);
        _pushes.Answered(Replica, new CatchUpAnswer(true, held));
    }

    private async Task FollowAsync(int entries)
    {
        for (var entry = 0; entry < entries; entry++)
        {
            _server.Database.Commit(Number);
        }

        await _server.PollAsync();
    }

    private void AssertBrings(CatchUpRequest? request, int after, int through)
    {
        var ledger = _server.Database.Ledger;
        Assert.NotNull(request);
        Assert.Equal(new Place(_server.Database.DatabaseId, PointAt(through)), request.Place);
        Assert.Equal(PointAt(after), request.Base);
        Assert.Equal(ledger.Skip(after).Take(through - after), request.Entries);
        Assert.True(request.IsWhole);

        LedgerPoint PointAt(int position) => new(position, position == 0 ? null : ledger[position - 1].Mark);
    }
}
