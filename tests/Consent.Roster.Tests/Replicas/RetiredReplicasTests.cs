using Consent.Roster.Clocks;
using Consent.Roster.Replicas;
using Consent.Roster.Tests.Clocks;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Replicas;

public class RetiredReplicasTests
{
    private static readonly Replica Retired = new("dead", "dead", TimeSpan.FromSeconds(4), IsRetired: true);

    private readonly TwoClocks _time = new();
    private readonly RetiredReplicas _retired;

    public RetiredReplicasTests() => _retired = new RetiredReplicas(new ReplicaClock(_time));

    [Fact]
    public void Expired_RetiredForAsLongAsWritersWait_IsThatReplica()
    {
        Assert.Empty(_retired.Expired([Retired]));
        _time.Advance(Patience.With(Retired));

        Assert.Equal(["dead"], _retired.Expired([Retired, Retired with { Id = "healthy", IsRetired = false }]));
    }

    [Fact]
    public void Expired_GoneFromTheListAndBack_CountsFromThenOn()
    {
        _retired.Expired([Retired]);
        _time.Advance(Patience.With(Retired));
        _retired.Expired([]);

        Assert.Empty(_retired.Expired([Retired]));
    }
}
