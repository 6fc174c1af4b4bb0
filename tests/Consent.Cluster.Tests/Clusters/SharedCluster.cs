namespace Consent.Cluster.Tests.Clusters;

/// <summary>The tests share one cluster; each finds it whole.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<LocalCluster>
{
    public const string Name = "cluster";
}
