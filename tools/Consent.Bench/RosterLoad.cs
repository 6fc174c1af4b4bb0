using Consent.Roster.Memory;
using Npgsql;

namespace Consent.Bench;

/// <summary>A server's load of its roster, and a plain reading of the same rows through the same driver.</summary>
internal static class RosterLoad
{
    private const string Query =
        """
        SELECT sender_number, account_id, customer_number, state, source, was_opted_out, changed_at, changed_position
        FROM consent_record WHERE changed_at IS NOT NULL
        """;

    /// <summary>In turn, in this process, after one of each that does not count.</summary>
    public static async Task RunAsync(string connectionString, int rounds)
    {
        await using var database = PostgresDatabase.Open(connectionString);
        await SelectAsync(database.Source);
        await LoadAsync(database.Source);
        for (var round = 0; round < rounds; round++)
        {
            await Figures.TimeAsync("bare read", () => SelectAsync(database.Source));
            await Figures.TimeAsync("load", () => LoadAsync(database.Source));
        }
    }

    private static async Task<long> LoadAsync(NpgsqlDataSource source)
    {
        var roster = new ReplicaRoster();
        roster.Loaded(await new PostgresRosterDatabase(source).LoadAsync(roster.Load, CancellationToken.None));
        return roster.Count;
    }

    private static async Task<long> SelectAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var snapshot = await connection.BeginTransactionAsync();
        await using (var unhurried = new NpgsqlCommand("SET LOCAL statement_timeout = 0", connection))
        {
            await unhurried.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(Query, connection) { CommandTimeout = 60 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0L;
        var sum = 0L;
        while (await reader.ReadAsync())
        {
            sum += reader.IsDBNull(0) ? reader.GetString(1).Length : reader.GetString(0).Length;
            sum += reader.GetString(2).Length + reader.GetInt32(3) + reader.GetInt32(4) + (reader.GetBoolean(5) ? 1 : 0);
            sum += reader.GetInt64(6) + reader.GetInt64(7);
            rows++;
        }

        // Used, so that it is read.
        return sum == 0 ? 0 : rows;
    }
}
