using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Silo.Cluster;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Silo.Tests.Cluster;

/// <summary>Rule 4 between servers, also while a cluster is upgraded server by server.</summary>
public sealed class OrleansPeersTests
{
    private static readonly Replica Second = new("second", "127.0.0.1:6012@154993443", TimeSpan.FromSeconds(5));

    private static readonly CatchUpRequest Request = new(
        "second", new Place("database", new LedgerPoint(7, 77)), new LedgerPoint(6, 66), [new RosterEntry(7, 77, null)]);

    private readonly Peer _peer = new();
    private readonly OrleansPeers _peers;

    public OrleansPeersTests() => _peers = new OrleansPeers(_ => _peer, TimeProvider.System, NullLogger<OrleansPeers>.Instance);

    [Theory]
    [InlineData(true, 9L)]
    [InlineData(true, null)]
    [InlineData(false, null)]
    public async Task TryCatchUp_ServerOfThisBuild_IsItsAnswer(bool hasCaughtUp, long? held)
    {
        _peer.Reply = _ => new CatchUpReply(hasCaughtUp, held);

        Assert.Equal(new CatchUpAnswer(hasCaughtUp, held), await AskAsync());

        var call = Assert.Single(_peer.Calls);
        Assert.Equal(("second", "database", 7, 77, 6, 66), (call.ReplicaId, call.DatabaseId, call.Position, call.Mark, call.BasePosition, call.BaseMark));
        Assert.Equal(Request.Entries, call.ToRequest().Entries);
        Assert.Empty(_peer.FormerCalls);
    }

    [Fact]
    public async Task TryCatchUp_ServerOfTheBuildBefore_IsAskedByTheFormerCallAtOnceAndFromThenOn()
    {
        _peer.Reply = _ => throw new TypeLoadException("Unable to resolve type alias.");

        Assert.Equal(new CatchUpAnswer(true), await AskAsync());
        Assert.Equal(new CatchUpAnswer(true), await AskAsync());

        Assert.Single(_peer.Calls);
        Assert.Equal(["second", "second"], _peer.FormerCalls);
    }

    [Fact]
    public async Task TryCatchUp_UpgradedAtTheSameAddress_IsAskedByTheNewCall()
    {
        _peer.Reply = _ => throw new TypeLoadException("Unable to resolve type alias.");
        await AskAsync();
        _peer.Reply = _ => new CatchUpReply(true, 7);

        var answer = await _peers.TryCatchUpAsync(Second with { Address = "127.0.0.1:6012@154993999" }, Request, CancellationToken.None);

        Assert.Equal(new CatchUpAnswer(true, 7), answer);
    }

    [Fact]
    public async Task TryCatchUp_AnyOtherFailure_IsNoAnswer()
    {
        _peer.Reply = _ => throw new SiloUnavailableException();

        await Assert.ThrowsAsync<SiloUnavailableException>(AskAsync);
        Assert.Empty(_peer.FormerCalls);
    }

    private Task<CatchUpAnswer> AskAsync() => _peers.TryCatchUpAsync(Second, Request, CancellationToken.None);

    private sealed class Peer : IReplicaPeer
    {
        public List<CatchUpCall> Calls { get; } = [];

        public List<string> FormerCalls { get; } = [];

        public Func<CatchUpCall, CatchUpReply> Reply { get; set; } = _ => new CatchUpReply(true, null);

        public async Task<CatchUpReply> CatchUpAsync(CatchUpCall call)
        {
            Calls.Add(call);
            await Task.Yield();
            return Reply(call);
        }

        public Task<bool> TryCatchUpAsync(string replicaId)
        {
            FormerCalls.Add(replicaId);
            return Task.FromResult(true);
        }
    }
}
