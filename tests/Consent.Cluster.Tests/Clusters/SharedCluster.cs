using Consent.Torture.Clusters;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>The tests share one cluster; each finds it whole.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCluster : ICollectionFixture<LocalClusterFixture>
{
    public const string Name = "cluster";
}

public sealed class LocalClusterFixture : IAsyncLifetime
{
    internal LocalCluster Cluster { get; } = new();

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync()
    {
        Cluster.Dispose();
        return Task.CompletedTask;
    }
}
