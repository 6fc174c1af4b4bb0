using System.Data.Common;
using System.Text.Json;
using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Json;

namespace Consent.Storage.Access;

/// <summary>Makes and revokes API keys; a trigger appends each to the ledger.</summary>
/// <remarks>No grain owns them. A key is made once and revoked once, and either is one statement under the writers' turn.</remarks>
/// <param name="database">Where they are.</param>
/// <param name="turn">The embedded database's one writer.</param>
public sealed class ApiKeyTable(ConsentDatabase database, IWriteTurn? turn = null)
{
    private const string Columns = "id, secret_digest, registered, created_at, changed_by";
    private const string Values = "@id, @digest, @registered, @at, @by";

    // The condition makes it one revocation, however many ask for it at once.
    private const string RevokeStatement =
        """
        UPDATE api_key SET registered = @registered, revoked_at = @at, changed_by = @by WHERE id = @id AND revoked_at IS NULL
        """;

    /// <summary>The time by the database's clock, which dates keys.</summary>
    public async Task<Instant> NowAsync(CancellationToken cancellation) => (await database.Source.ListAsync(
        $"SELECT {database.Dialect.Now}", static row => new Instant(row.GetInt64(0)), cancellation))[0];

    /// <summary>Makes a key; returns after the commit.</summary>
    /// <param name="key">The key.</param>
    /// <param name="digest">The SHA-256 of its secret.</param>
    /// <exception cref="DbException">The write failed, or its outcome is unknown.</exception>
    public Task CreateAsync(ApiKey key, byte[] digest) => InsertAsync($"VALUES ({Values})", key, digest);

    /// <summary>Makes a key if there is none yet, revoked ones included.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    public async Task<bool> TryCreateFirstAsync(ApiKey key, byte[] digest) =>
        await InsertAsync($"SELECT {Values} WHERE NOT EXISTS (SELECT 1 FROM api_key)", key, digest) == 1;

    /// <summary>Revokes a key, unless that was done before; returns after the commit.</summary>
    /// <returns>The key as it is now; null where there is none.</returns>
    /// <exception cref="DbException">The write failed, or its outcome is unknown.</exception>
    public async Task<ApiKey?> RevokeAsync(ApiKeyId id, Instant at, string by)
    {
        var key = await FindAsync(id, CancellationToken.None);
        if (key is not { RevokedAt: null })
        {
            return key;
        }

        await RunAsync(
            RevokeStatement,
            ("@id", id.ToString()),
            ("@registered", Json(key with { RevokedAt = at })),
            ("@at", at.Milliseconds),
            ("@by", by));

        // Another call may have been first.
        return await FindAsync(id, CancellationToken.None);
    }

    /// <summary>A key, or null where there is none.</summary>
    public async Task<ApiKey?> FindAsync(ApiKeyId id, CancellationToken cancellation) => (await database.Source.ListAsync(
        "SELECT registered FROM api_key WHERE id = @id", Read, cancellation, ("@id", id.ToString()))).SingleOrDefault();

    /// <summary>All keys in the order in which they were made.</summary>
    public Task<List<ApiKey>> ListAsync(CancellationToken cancellation) =>
        database.Source.ListAsync("SELECT registered FROM api_key ORDER BY created_at, id", Read, cancellation);

    private static ApiKey Read(DbDataReader row) => JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.ApiKey)!;

    private static string Json(ApiKey key) => JsonSerializer.Serialize(key, ConsentJson.Default.ApiKey);

    private Task<int> InsertAsync(string source, ApiKey key, byte[] digest) => RunAsync(
        $"INSERT INTO api_key ({Columns}) {source}",
        ("@id", key.Id.ToString()),
        ("@digest", digest),
        ("@registered", Json(key)),
        ("@at", key.CreatedAt.Milliseconds),
        ("@by", key.CreatedBy));

    // A write that is started is finished.
    private async Task<int> RunAsync(string statement, params (string Name, object? Value)[] parameters)
    {
        var changed = 0;
        await (turn?.RunAsync(WriteAsync) ?? WriteAsync());
        return changed;

        async Task WriteAsync() => changed = await database.Dialect.ExecuteInTurnAsync(database.Source, statement, parameters);
    }
}
