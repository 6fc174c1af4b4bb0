using System.Data.Common;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Sqlite;

namespace Consent.Storage.Seals;

/// <summary>The seals, as stored.</summary>
/// <param name="database">Where they are.</param>
/// <param name="queue">The embedded database's one writer: a seal that met it in a busy wait would hold up a STOP.</param>
public sealed class SealTable(ConsentDatabase database, SqliteGroupCommit? queue = null)
{
    private const string Columns = "from_position, through_position, digest, sealed_at, signature, key_id";

    private readonly string _now = database.Provider == StorageProvider.PostgreSQL
        ? "now_milliseconds()"
        : "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

    /// <summary>The seals that end after a position, oldest first.</summary>
    public Task<List<Seal>> PageAsync(long afterPosition, int count, CancellationToken cancellation) => database.ListAsync(
        $"SELECT {Columns} FROM ledger_seal WHERE through_position > @after ORDER BY through_position LIMIT @count",
        Read,
        cancellation,
        ("@after", afterPosition),
        ("@count", (long)count));

    /// <summary>The last seal that ends at a position or before it; null where there is none.</summary>
    internal async Task<Seal?> LastAsync(long atOrBefore, CancellationToken cancellation) => (await database.ListAsync(
        $"SELECT {Columns} FROM ledger_seal WHERE through_position <= @position ORDER BY through_position DESC LIMIT 1",
        Read,
        cancellation,
        ("@position", atOrBefore))).SingleOrDefault();

    /// <summary>How long ago the last seal was made, by the database's clock; null where there is none.</summary>
    internal async Task<TimeSpan?> AgeAsync(CancellationToken cancellation) => (await database.ListAsync(
        $"SELECT {_now} - sealed_at FROM ledger_seal ORDER BY through_position DESC LIMIT 1",
        static row => (TimeSpan?)TimeSpan.FromMilliseconds(row.GetInt64(0)),
        cancellation)).SingleOrDefault();

    /// <summary>Adds a seal, unless another server has sealed meanwhile.</summary>
    internal async Task<bool> TryAddAsync(Seal seal, CancellationToken cancellation)
    {
        var added = 0;
        await (queue?.RunAsync(AddAsync) ?? AddAsync());
        return added == 1;

        async Task AddAsync() => added = await InsertAsync(seal, cancellation);
    }

    /// <summary>How many entries there are above a position.</summary>
    internal async Task<long> EntriesAfterAsync(long position, CancellationToken cancellation) => Math.Max(0, (await database.ListAsync(
        "SELECT coalesce(max(position), 0) FROM ledger", static row => row.GetInt64(0), cancellation)).Single() - position);

    private Task<int> InsertAsync(Seal seal, CancellationToken cancellation) => database.RunAsync(
        $"""
        INSERT INTO ledger_seal ({Columns}) VALUES (@from, @through, @digest, {_now}, @signature, @key)
        ON CONFLICT DO NOTHING
        """,
        static (command, token) => command.ExecuteNonQueryAsync(token),
        cancellation,
        ("@from", seal.FromPosition),
        ("@through", seal.ThroughPosition),
        ("@digest", seal.Digest),
        ("@signature", seal.Signature),
        ("@key", seal.KeyId));

    private static Seal Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetFieldValue<byte[]>(2),
        new Instant(row.GetInt64(3)),
        row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
        row.IsDBNull(5) ? null : row.GetString(5));
}
