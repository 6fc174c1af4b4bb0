using Consent.Silo.Tests.Servers;
using Npgsql;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>PostgreSQL: a dump as SQL.</summary>
public sealed class PostgresUpgrade : Upgrade
{
    private readonly string _database = PostgresServer.Shared.CreateDatabase("TEMPLATE template0");
    private readonly int _port = FreePort.Find();

    internal override string Name => "postgres";

    internal override ServerSetup Setup => base.Setup with
    {
        ConnectionString = _database,
        Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={_port}", "Cluster:GatewayPort=0"],
    };

    internal override async Task LoadAsync()
    {
        using var kept = new StreamReader(Open("postgres.sql.gz"));
        PostgresServer.Execute(_database, await kept.ReadToEndAsync());
    }

    internal override void Execute(string statements) => PostgresServer.Execute(_database, statements);

    internal override long Count(string rows)
    {
        using var source = NpgsqlDataSource.Create(_database);
        return (long)source.ScalarAsync($"SELECT count(*) FROM {rows}").GetAwaiter().GetResult()!;
    }

    internal override async Task SaveAsync()
    {
        await using var kept = new StreamWriter(Create("postgres.sql.gz"));
        await kept.WriteAsync(PostgresServer.Dump(_database));
    }
}
