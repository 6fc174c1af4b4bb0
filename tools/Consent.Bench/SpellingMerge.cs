using System.Data.Common;
using Consent.Storage.Database;
using Npgsql;

namespace Consent.Bench;

/// <summary>What a first start costs on a database of the build before that has records under older spellings.</summary>
internal static class SpellingMerge
{
    private const long Older = 5_215_500_000_000;
    private const long Canonical = 525_500_000_000;
    private const int RowsAtOnce = 10_000;

    private const string Columns =
        "GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version";

    public static async Task FillPostgresAsync(string connectionString, int count, bool withTwins)
    {
        PostgresDatabase.Open(connectionString).Dispose();
        await using (var source = NpgsqlDataSource.Create(connectionString))
        {
            string[] before = ["DELETE FROM number_plan", "DROP TRIGGER OrleansStorage_keeps_canonical_keys ON OrleansStorage"];
            await ExecuteAsync(source, before);
            await FillAsync(source, count, withTwins, isRecursive: false, StoredOptOut.Payload);
            await ExecuteAsync(source, "ANALYZE", "CHECKPOINT");
        }
    }

    public static async Task FillSqliteAsync(FileInfo file, int count, bool withTwins)
    {
        var connectionString = Fill.NewFile(file);
        using (var database = SqliteDatabase.Open(connectionString))
        {
            await ExecuteAsync(database.Source, "DELETE FROM number_plan");
            await FillAsync(database.Source, count, withTwins, isRecursive: true, customer => $"CAST({StoredOptOut.Text(customer)} AS BLOB)");
            await ExecuteAsync(database.Source, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    public static Task MergeAsync(string connectionString, StorageProvider provider) => Figures.TimeAsync("merge", () =>
    {
        if (provider == StorageProvider.PostgreSQL)
        {
            PostgresDatabase.Open(connectionString).Dispose();
        }
        else
        {
            SqliteDatabase.Open(connectionString).Dispose();
        }

        return Task.FromResult(1L);
    });

    private static async Task FillAsync(DbDataSource source, int count, bool withTwins, bool isRecursive, Func<string, string> payload)
    {
        for (var filled = 0; filled < count; filled += RowsAtOnce)
        {
            var last = Math.Min(filled + RowsAtOnce, count) - 1;
            await InsertAsync(Older, filled, last, "true");
            if (withTwins)
            {
                await InsertAsync(Canonical, filled, last, "number % 2 = 0");
            }
        }

        Task InsertAsync(long first, int from, int last, string which)
        {
            var customer = string.Create(CultureInfo.InvariantCulture, $"('+' || ({first} + number))");
            var numbers = isRecursive
                ? string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE n (number) AS (SELECT {from} UNION ALL SELECT number + 1 FROM n WHERE number < {last})")
                : string.Create(CultureInfo.InvariantCulture, $"WITH n (number) AS (SELECT generate_series({from}, {last}))");
            return ExecuteAsync(source, string.Create(CultureInfo.InvariantCulture, $"""
                {numbers}
                INSERT INTO OrleansStorage ({Columns})
                SELECT 0, 0, 0, 0, 'consent', {StoredOptOut.Key(customer)}, 'consent', {payload(customer)}, CURRENT_TIMESTAMP, 1 FROM n WHERE {which}
                """));
        }
    }

    private static async Task ExecuteAsync(DbDataSource source, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }
}
