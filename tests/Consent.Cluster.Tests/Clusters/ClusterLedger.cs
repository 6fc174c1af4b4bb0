using Consent.Torture.Clusters;
using Npgsql;

namespace Consent.Cluster.Tests.Clusters;

internal static class ClusterLedger
{
    /// <inheritdoc cref="LedgerTable.ReadWhole"/>
    public static async Task<IReadOnlyList<LedgerRow>> WholeLedgerAsync(this LocalCluster cluster)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString());
        await connection.OpenAsync();
        return LedgerTable.ReadWhole(connection);
    }
}
