using System.Globalization;
using Consent.Storage.Postgres;

namespace Consent.Bench;

/// <summary>What PostgreSQL gives at best: the very statement that a server runs, with its triggers and lock, by itself.</summary>
internal static class BarePostgres
{
    private const string Customer = "('+' || :customer)";
    private const int RowsAtOnce = 1_000;

    /// <summary>Brings a database up to date, and writes a script for <c>pgbench -M prepared</c>: one first STOP of a random customer.</summary>
    public static async Task WriteScriptAsync(string connectionString, FileInfo file)
    {
        await using var database = PostgresDatabase.Open(connectionString);
        await using var query = database.Source.CreateCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'WriteToStorageKey'");
        var statement = (string)(await query.ExecuteScalarAsync())!;

        // The version is no constant, so that the plan is the one that a server's parameters get.
        (string Parameter, string Value)[] values =
        [
            ("GrainIdHash", ":hash::int"),
            ("GrainIdN0", ":zero::bigint"),
            ("GrainIdN1", ":zero::bigint"),
            ("GrainTypeHash", ":hash::int"),
            ("GrainTypeString", "'consent'"),
            ("GrainIdExtensionString", StoredOptOut.Key(Customer)),
            ("ServiceId", "'consent'"),
            ("PayloadBinary", StoredOptOut.Payload(Customer)),
            ("GrainStateVersion", "nullif(:zero::int, 0)"),
        ];
        foreach (var (parameter, value) in values)
        {
            statement = statement.Replace($"@{parameter}", value, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(
            file.FullName,
            $"""
            \set zero 0
            \set hash random(-2000000000, 2000000000)
            \set customer random(1000000000000, 9999999999999)
            {statement};

            """);
    }

    /// <summary>Enters STOPs of customers whose numbers are so far apart, a thousand in a statement, through the triggers.</summary>
    public static async Task FillAsync(string connectionString, int count, string first, int every)
    {
        var from = long.Parse(first.AsSpan().TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture);
        await using var database = PostgresDatabase.Open(connectionString);
        for (var filled = 0; filled < count; filled += RowsAtOnce)
        {
            var customer = string.Create(CultureInfo.InvariantCulture, $"('+' || {from} + number::bigint * {every})");
            await using var insert = database.Source.CreateCommand(
                $"""
                INSERT INTO OrleansStorage
                SELECT number, 0, 0, number, 'consent', {StoredOptOut.Key(customer)}, 'consent', {StoredOptOut.Payload(customer)}, now(), 1
                FROM generate_series({filled}, {Math.Min(filled + RowsAtOnce, count) - 1}) AS number
                """);
            await insert.ExecuteNonQueryAsync();
        }

        await using var vacuum = database.Source.CreateCommand("ANALYZE consent_record");
        await vacuum.ExecuteNonQueryAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled {count}"));
    }
}
