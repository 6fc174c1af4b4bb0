using System.Data.Common;
using Consent.Core.Records;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>The seals, as stored.</summary>
/// <param name="database">Where they are.</param>
/// <param name="turn">The embedded database's one writer. A seal that met it in a busy wait would hold up a STOP.</param>
public sealed class SealTable(ConsentDatabase database, IWriteTurn? turn = null)
{
    private const string Columns = "from_position, through_position, digest, sealed_at, signature, key_id";

    /// <summary>The seals that end after a position, oldest first.</summary>
    public Task<List<Seal>> PageAsync(long afterPosition, int count, CancellationToken cancellation) => database.Source.ListAsync(
        $"SELECT {Columns} FROM ledger_seal WHERE through_position > @after ORDER BY through_position LIMIT @count",
        Read,
        cancellation,
        ("@after", afterPosition),
        ("@count", (long)count));

    /// <summary>The last seal that ends at a position or before it; null where there is none.</summary>
    internal async Task<Seal?> LastAsync(long atOrBefore, CancellationToken cancellation) => (await database.Source.ListAsync(
        $"SELECT {Columns} FROM ledger_seal WHERE through_position <= @position ORDER BY through_position DESC LIMIT 1",
        Read,
        cancellation,
        ("@position", atOrBefore))).SingleOrDefault();

    /// <summary>Whether a key has signed any seal.</summary>
    internal async Task<bool> HasAnyOfAsync(string keyId, CancellationToken cancellation) => (await database.Source.ListAsync(
        "SELECT 1 FROM ledger_seal WHERE key_id = @key LIMIT 1", static _ => true, cancellation, ("@key", keyId))).Count > 0;

    /// <summary>How long ago the last seal was made, by the database's clock; null where there is none.</summary>
    internal async Task<TimeSpan?> AgeAsync(CancellationToken cancellation) => (await database.Source.ListAsync(
        $"SELECT {database.Dialect.Now} - sealed_at FROM ledger_seal ORDER BY through_position DESC LIMIT 1",
        static row => (TimeSpan?)TimeSpan.FromMilliseconds(row.GetInt64(0)),
        cancellation)).SingleOrDefault();

    /// <summary>Adds a seal, unless another server has sealed in the meantime.</summary>
    internal async Task<bool> TryAddAsync(Seal seal, CancellationToken cancellation)
    {
        var added = 0;
        await (turn?.RunAsync(AddAsync) ?? AddAsync());
        return added == 1;

        async Task AddAsync() => added = await InsertAsync(seal, cancellation);
    }

    /// <summary>How many entries there are above a position.</summary>
    internal async Task<long> EntriesAfterAsync(long position, CancellationToken cancellation)
    {
        var ends = await database.Source.ListAsync(
            "SELECT coalesce(max(position), 0) FROM ledger", static row => row.GetInt64(0), cancellation);
        return Math.Max(0, ends[0] - position);
    }

    private Task<int> InsertAsync(Seal seal, CancellationToken cancellation) => database.Source.RunAsync(
        $"""
        INSERT INTO ledger_seal ({Columns}) VALUES (@from, @through, @digest, {database.Dialect.Now}, @signature, @key)
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

/// <summary>A seal over every entry above one position, up to another.</summary>
/// <param name="FromPosition">Where the seal before ends; 0 for the first.</param>
/// <param name="ThroughPosition">The last entry that it covers.</param>
/// <param name="Digest">SHA-256 over the digest of the seal before and the bytes of the entries.</param>
/// <param name="SealedAt">When, by the database's clock. The digest does not cover it.</param>
/// <param name="Signature">ECDSA P-256 over the digest, in DER; null where the server had no key.</param>
/// <param name="KeyId">Whose signature it is; null where there is none.</param>
public sealed record Seal(
    long FromPosition, long ThroughPosition, byte[] Digest, Instant SealedAt, byte[]? Signature, string? KeyId);
