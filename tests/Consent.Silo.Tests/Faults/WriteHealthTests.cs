using System.Net;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Health.V1;
using Npgsql;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Consent.Silo.Tests.Faults;

/// <summary>A server whose database takes no writes says so, without a write that fails first, and goes on to answer checks.</summary>
public sealed class WriteHealthTests : IDisposable
{
    private const string Writes = "consent.v1.Writes";
    private const string Customer = "+15557004001";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Health_SqliteLockedByAnotherProcess_TellsOfWritesAlone()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
        await server.RecordAsync(Wire.Text(Customer, "STOP", "before"));
        await WaitForAsync(server, ServingStatus.Serving);

        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            await AssertWritesFailAsync(server);
        }

        await AssertWritesSucceedAsync(server);
    }

    [Fact]
    public async Task Health_PublishedTableWithoutReplicaIdentity_TellsOfWritesAlone()
    {
        var database = PostgresServer.Shared.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
        {
            ConnectionString = database,
            Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
        });
        await server.RecordAsync(Wire.Text(Customer, "STOP", "before"));
        await WaitForAsync(server, ServingStatus.Serving);

        await source.ExecuteAsync(
            "ALTER TABLE OrleansStorage REPLICA IDENTITY NOTHING; CREATE PUBLICATION all_tables FOR ALL TABLES");
        await AssertWritesFailAsync(server);
        await source.ExecuteAsync("DROP PUBLICATION all_tables");
        await AssertWritesSucceedAsync(server);
    }

    private static async Task AssertWritesFailAsync(ServerProcess server)
    {
        await WaitForAsync(server, ServingStatus.NotServing);

        await AssertReadyAsync(server, HttpStatusCode.ServiceUnavailable);
        Assert.Contains(" critical ", await server.Output.LineAsync("[1002] Writes fail: "), StringComparison.Ordinal);
        Assert.Equal(Decision.Blocked, await server.CheckAsync(Customer));
        var health = new Health.HealthClient(server.Connect());
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = "" })).Status);
    }

    private static async Task AssertWritesSucceedAsync(ServerProcess server)
    {
        await server.Output.LineAsync("[1003] Writes succeed again after ");
        await WaitForAsync(server, ServingStatus.Serving);
        await AssertReadyAsync(server, HttpStatusCode.OK);
        Assert.Single(server.Output.Lines, line => line.Contains("[1002]", StringComparison.Ordinal));
    }

    private static async Task WaitForAsync(ServerProcess server, ServingStatus status)
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        using var watch = new Health.HealthClient(server.Connect())
            .Watch(new HealthCheckRequest { Service = Writes }, cancellationToken: patience.Token);
        while (await watch.ResponseStream.MoveNext(patience.Token) && watch.ResponseStream.Current.Status != status)
        {
        }

        Assert.Equal(status, watch.ResponseStream.Current.Status);
    }

    /// <summary>Checks are answered in any case.</summary>
    private static async Task AssertReadyAsync(ServerProcess server, HttpStatusCode forWrites)
    {
        Assert.True(await server.IsReadyAsync());
        using var answer = await server.Web.GetAsync(new Uri("/readyz?writes", UriKind.Relative));
        Assert.Equal(forWrites, answer.StatusCode);
    }
}
