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
    // Both databases order identities by their bytes, and have an index of them. An ORDER BY could make PostgreSQL go through the
    // ledger by position instead.
    internal const string AnsweredInRangeQuery =
        "SELECT identity, keyword, applied, reply, position FROM ledger WHERE record_key = @key AND identity >= @value AND identity < @end";

    private const string PositionQuery = "SELECT position FROM ledger WHERE record_key = @key AND record_revision = @value";

    private const string AnsweredQuery =
        "SELECT identity, keyword, applied, reply, position FROM ledger WHERE record_key = @key AND identity = @value";

    public Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation) =>
        FindAsync(PositionQuery, key, revision, static row => (long?)row.GetInt64(0), cancellation);

    public async Task<AnsweredEvent?> FindAnsweredAsync(
        RecordKey key, RepeatedIdentities identities, CancellationToken cancellation)
    {
        if (identities.Stem is not { } stem)
        {
            return await FindAsync(AnsweredQuery, key, identities.Own, ReadAnswered, cancellation);
        }

        var answered = await database.Source.ListAsync(
            AnsweredInRangeQuery,
            ReadAnswered,
            cancellation,
            ("@key", key.ToString()),
            ("@value", stem),
            ("@end", identities.End!));
        return answered.MinBy(known => known.Position);
    }

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
