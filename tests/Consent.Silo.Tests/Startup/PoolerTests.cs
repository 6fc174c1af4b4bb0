using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Startup;

/// <summary>A whole server behind PgBouncer.</summary>
public sealed class PoolerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _direct = PostgresServer.Shared.CreateDatabase("TEMPLATE template0");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_BehindPgBouncerInTransactionMode_RefusesInOneSentence()
    {
        using var pooler = Pooler.PgBouncer(PostgresServer.Shared, "pool_mode=transaction\nignore_startup_parameters=options");

        (await ServerProcess.RunAsync(Setup(pooler))).AssertRefusal("pool_mode=session");
    }

    [Fact]
    public async Task Start_BehindPgBouncerInSessionMode_RecordsAndChecks()
    {
        using var pooler = Pooler.PgBouncer(PostgresServer.Shared, "pool_mode=session\ndefault_pool_size=30");
        await using var server = await ServerProcess.StartAsync(Setup(pooler));

        var stop = await server.RecordAsync(Wire.Text("+15557002001", "STOP", "1"));

        Assert.True(stop.Applied);
        Assert.Equal(Decision.Blocked, await server.CheckAsync("+15557002001"));
    }

    private ServerSetup Setup(Pooler pooler) => new(_folder.Path)
    {
        ConnectionString = pooler.Through(PostgresServer.Shared, _direct),
        Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
    };
}
