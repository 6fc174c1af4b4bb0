using System.Net;
using System.Net.Sockets;
using Npgsql;
using Orleans.Configuration;

namespace Consent.Peers;

/// <summary>A silo that is alone, with Orleans' own storage on PostgreSQL and all else as Orleans has it by default.</summary>
internal static class PairSilo
{
    public const string Storage = "pairs";

    private const string Invariant = "Npgsql";

    public static ISiloBuilder AddPairs(this ISiloBuilder silo, NpgsqlDataSource source)
    {
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0);
        silo.AddAdoNetGrainStorage(Storage, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = Invariant;
            options.DataSource = source;
        });
        return silo;
    }

    /// <summary>Orleans' tables and statements: those of the service's own grains, without what the service puts behind them.</summary>
    public static async Task ProvisionAsync(NpgsqlDataSource source)
    {
        await using var exists = source.CreateCommand("SELECT to_regclass('OrleansStorage') IS NOT NULL");
        if (await exists.ExecuteScalarAsync() is true)
            return;

        using var script = new StreamReader(typeof(PairSilo).Assembly.GetManifestResourceStream("orleans.sql")!);
        await using var provision = source.CreateCommand(await script.ReadToEndAsync());
        await provision.ExecuteNonQueryAsync();
    }

    // Orleans' usual one may be another's on a machine that is shared.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
