using Consent.Torture.Clusters;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>The tests of what only root can break share one cluster; each finds it whole.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBreakableCluster : ICollectionFixture<BreakableClusterFixture>
{
    public const string Name = "breakable cluster";
}

/// <summary>Empty where nobody is root: its tests are skipped.</summary>
public sealed class BreakableClusterFixture : IAsyncLifetime
{
    private BreakableCluster? _breakable;

    internal BreakableCluster Breakable => _breakable ?? throw new InvalidOperationException("There is none.");

    internal LocalCluster Cluster => Breakable.Cluster;

    public async Task InitializeAsync()
    {
        if (Root.Reason is null)
        {
            _breakable = await BreakableCluster.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_breakable is not null)
        {
            await _breakable.DisposeAsync();
        }
    }

    internal Task HealthyAsync() => _breakable?.HealthyAsync() ?? Task.CompletedTask;
}
