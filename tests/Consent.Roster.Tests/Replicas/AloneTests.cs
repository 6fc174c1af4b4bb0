using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Replicas;

/// <summary>A server without peers.</summary>
public class AloneTests
{
    [Fact]
    public async Task IsMember_Alone_Always() => Assert.True(await new Alone().IsMemberAsync(CancellationToken.None));

    [Fact]
    public async Task TryCatchUp_NoPeers_IsNoAnswer()
    {
        var other = new Replica("other", "other", TimeSpan.FromSeconds(5));
        var request = new CatchUpRequest(other.Id, new Place("first", default), default, []);

        Assert.Equal(CatchUpAnswer.No, await new NoPeers().TryCatchUpAsync(other, request, CancellationToken.None));
    }
}
