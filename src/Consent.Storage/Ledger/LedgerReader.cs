using System.Data.Common;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Json;
using Consent.Storage.Records;

namespace Consent.Storage.Ledger;

/// <summary>The ledger as a writer asks it, with statements that both databases understand.</summary>
public sealed class LedgerReader(ConsentDatabase database) : ILedgerReader
{
    private const string PositionQuery = "SELECT position FROM ledger WHERE record_key = @key AND record_revision = @value";

    private const string AnsweredQuery =
        "SELECT identity, keyword, applied, reply, position FROM ledger WHERE record_key = @key AND identity = @value";

    public Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation) =>
        FindAsync(PositionQuery, key, revision, static row => (long?)row.GetInt64(0), cancellation);

    public Task<AnsweredEvent?> FindAnsweredAsync(RecordKey key, string identity, CancellationToken cancellation) =>
        FindAsync(AnsweredQuery, key, identity, ReadAnswered, cancellation);

    public Task ConfirmAsync() => database.Dialect.ConfirmAsync(database.Source);

    private static AnsweredEvent ReadAnswered(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetBoolean(2),
        row.IsDBNull(3) ? null : JsonSerializer.Deserialize(row.GetString(3), ConsentJson.Default.OfferedReply),
        row.GetInt64(4));

    private async Task<T?> FindAsync<T>(
        string query, StateKey key, object value, Func<DbDataReader, T> read, CancellationToken cancellation) =>
        (await database.Source.ListAsync(query, read, cancellation, ("@key", key.ToString()), ("@value", value))).FirstOrDefault();
}
