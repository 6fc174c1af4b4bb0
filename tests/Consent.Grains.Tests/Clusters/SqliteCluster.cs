using Consent.Core.Records;
using Consent.Storage.Database;

namespace Consent.Grains.Tests.Clusters;

/// <summary>One silo on the embedded database.</summary>
public sealed class SqliteCluster : GrainsCluster
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-grains-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal override Task RefuseEntriesAsync(RecordKey key, bool refuse) => ExecuteAsync(
        refuse
            ? $"CREATE TRIGGER full_disk BEFORE INSERT ON consent_record WHEN NEW.record_key = '{key}' BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            : "DROP TRIGGER full_disk");

    protected override void Configure(StorageOptions storage) =>
        storage.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "consent.db")}";
}
