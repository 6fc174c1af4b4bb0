namespace Consent.Cluster.Tests.Clusters;

/// <summary>The tests of what only root can break share one cluster; each finds it whole.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBreakableCluster : ICollectionFixture<BreakableCluster>
{
    public const string Name = "breakable cluster";
}
