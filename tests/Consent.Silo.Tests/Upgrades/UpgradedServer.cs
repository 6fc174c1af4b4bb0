using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>This build's server on the old build's database, for tests that change nothing.</summary>
public sealed class UpgradedServer<T> : IAsyncLifetime
    where T : Upgrade, new()
{
    internal T Upgrade { get; } = new();

    internal ServerProcess Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Upgrade.LoadAsync();
        Server = await ServerProcess.StartAsync(Upgrade.Setup);
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Upgrade.Dispose();
    }
}
