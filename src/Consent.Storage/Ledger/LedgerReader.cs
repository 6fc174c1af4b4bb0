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

    public async Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation)
    {
        var found = await database.Source.ListAsync(
            PositionQuery, static row => (long?)row.GetInt64(0), cancellation, ("@key", key.ToString()), ("@value", revision));
        return found.FirstOrDefault();
    }

    public async Task<AnsweredEvent?> FindAnsweredAsync(
        RecordKey key, RepeatedIdentities identities, CancellationToken cancellation)
    {
        // A build before entered it under other spellings of the numbers.
        var answered = new List<AnsweredEvent>();
        foreach (var inKey in key.OlderKeys.Prepend(key.ToString()))
        {
            foreach (var spelled in identities.Older.Prepend(identities))
            {
                answered.AddRange(await AnsweredAsync(inKey, spelled, cancellation));
            }
        }

        return answered.MinBy(known => known.Position);
    }

    public Task ConfirmAsync() => database.Dialect.ConfirmAsync(database.Source);

    private Task<List<AnsweredEvent>> AnsweredAsync(string key, RepeatedIdentities identities, CancellationToken cancellation) =>
        identities.Stem is { } stem
            ? database.Source.ListAsync(
                AnsweredInRangeQuery, ReadAnswered, cancellation, ("@key", key), ("@value", stem), ("@end", identities.End!))
            : database.Source.ListAsync(AnsweredQuery, ReadAnswered, cancellation, ("@key", key), ("@value", identities.Own));

    private static AnsweredEvent ReadAnswered(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetBoolean(2),
        row.IsDBNull(3) ? null : JsonSerializer.Deserialize(row.GetString(3), ConsentJson.Default.OfferedReply),
        row.GetInt64(4));
}
