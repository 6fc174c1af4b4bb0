using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Records;
using Consent.Storage.Ledger;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>PostgreSQL's ledger, as a writer asks it.</summary>
public sealed class PostgresLedgerReader(NpgsqlDataSource source) : ILedgerReader
{
    // A commit of its own, which comes after any that can be seen, waits for the standbys to have both. It writes to no table.
    private const string CommitNothing =
        """
        SELECT pg_logical_emit_message(true, 'consent', ''),
            set_config('synchronous_commit', CASE setting WHEN 'remote_apply' THEN setting ELSE 'on' END, true)
        FROM current_setting('synchronous_commit') AS setting
        """;

    public Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation) => FindAsync(
        "SELECT position FROM ledger WHERE record_key = $1 AND record_revision = $2",
        key,
        revision,
        reader => (long?)reader.GetInt64(0),
        cancellation);

    public Task<AnsweredEvent?> FindAnsweredAsync(RecordKey key, string identity, CancellationToken cancellation) => FindAsync(
        "SELECT keyword, applied, reply, position FROM ledger WHERE record_key = $1 AND identity = $2",
        key,
        identity,
        reader => new AnsweredEvent(
            identity,
            reader.GetString(0),
            reader.GetBoolean(1),
            reader.IsDBNull(2) ? null : JsonSerializer.Deserialize(reader.GetString(2), ConsentJson.Default.OfferedReply),
            reader.GetInt64(3)),
        cancellation);

    public async Task ConfirmAsync()
    {
        await using var command = source.CreateCommand(CommitNothing);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<TResult?> FindAsync<TValue, TResult>(
        string query, StateKey key, TValue value, Func<NpgsqlDataReader, TResult> read, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(query);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.ToString() });
        command.Parameters.Add(new NpgsqlParameter<TValue> { TypedValue = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? read(reader) : default;
    }
}
