using Consent.Silo.Tests.Servers;
using Npgsql;

namespace Consent.Silo.Tests.Faults;

public sealed class StopTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stop_CannotLeaveTheCluster_ExitsAllTheSame()
    {
        var database = PostgresServer.Shared.CreateDatabase();
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
        {
            ConnectionString = database,
            Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
        });
        await using var other = new NpgsqlConnection(database);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("LOCK TABLE OrleansMembershipTable IN ACCESS EXCLUSIVE MODE", other, transaction);
        await hold.ExecuteNonQueryAsync();

        var exit = await server.StopAsync();

        Assert.Equal(1, exit.Code);
        Assert.Contains("GracefulStop[4006] ", exit.Output, StringComparison.Ordinal);
    }
}
