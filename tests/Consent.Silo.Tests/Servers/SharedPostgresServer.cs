namespace Consent.Silo.Tests.Servers;

/// <summary>The same on PostgreSQL: a cluster of one server.</summary>
public sealed class SharedPostgresServer : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    internal ServerProcess Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
    {
        ConnectionString = PostgresServer.Shared.CreateDatabase(),
        Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
    });

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
