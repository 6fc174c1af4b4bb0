using Consent.Core.Records;
using Consent.Storage.Database;

namespace Consent.Grains.Tests.Clusters;

/// <summary>One silo on PostgreSQL.</summary>
public sealed class PostgresCluster : GrainsCluster
{
    internal override Task RefuseEntriesAsync(RecordKey key, bool refuse) => ExecuteAsync(
        refuse
            ? $"ALTER TABLE consent_record ADD CONSTRAINT full_disk CHECK (record_key <> '{key}') NOT VALID"
            : "ALTER TABLE consent_record DROP CONSTRAINT full_disk");

    protected override void Configure(StorageOptions storage)
    {
        storage.Provider = StorageProvider.PostgreSQL;
        storage.ConnectionString = PostgresServer.Shared.CreateDatabase();
    }
}
