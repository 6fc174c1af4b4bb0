using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Replicas;

/// <summary>A server without peers.</summary>
public class AloneTests
{
    [Fact]
    public async Task IsMember_Alone_Always() => Assert.True(await new Alone().IsMemberAsync(CancellationToken.None));

    [Fact]
    public async Task TryCatchUp_NoPeers_IsNoAnswer() =>
        Assert.False(await new NoPeers().TryCatchUpAsync(new Replica("other", "other", TimeSpan.FromSeconds(5)), CancellationToken.None));
}
