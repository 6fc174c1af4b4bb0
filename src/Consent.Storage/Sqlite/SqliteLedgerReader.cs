using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Records;
using Consent.Storage.Ledger;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database's ledger, as a writer asks it.</summary>
public sealed class SqliteLedgerReader(SqliteDataSource source) : ILedgerReader
{
    public Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation) => Task.Run(
        () => Find(
            "SELECT position FROM ledger WHERE record_key = @key AND record_revision = @value",
            key,
            revision,
            reader => (long?)reader.GetInt64(0)),
        cancellation);

    public Task<AnsweredEvent?> FindAnsweredAsync(RecordKey key, string identity, CancellationToken cancellation) => Task.Run(
        () => Find(
            "SELECT keyword, applied, reply, position FROM ledger WHERE record_key = @key AND identity = @value",
            key,
            identity,
            reader => new AnsweredEvent(
                identity,
                reader.GetString(0),
                reader.GetBoolean(1),
                reader.IsDBNull(2) ? null : JsonSerializer.Deserialize(reader.GetString(2), ConsentJson.Default.OfferedReply),
                reader.GetInt64(3))),
        cancellation);

    // Nothing can be read before it is on the disk.
    public Task ConfirmAsync() => Task.CompletedTask;

    private T? Find<T>(string query, StateKey key, object value, Func<SqliteDataReader, T> read)
    {
        using var connection = (SqliteConnection)source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        command.Parameters.AddWithValue("@key", key.ToString());
        command.Parameters.AddWithValue("@value", value);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }
}
