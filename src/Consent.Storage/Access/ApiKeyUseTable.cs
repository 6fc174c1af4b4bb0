using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Storage.Database;

namespace Consent.Storage.Access;

/// <summary>When API keys were last used, as all servers have noted it.</summary>
/// <param name="database">Where it is.</param>
/// <param name="turn">The embedded database's one writer.</param>
public sealed class ApiKeyUseTable(ConsentDatabase database, IWriteTurn? turn = null)
{
    // Of two servers' notes the later stays.
    private const string Statement =
        """
        INSERT INTO api_key_use (id, used_at) VALUES (@id, @at)
        ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at WHERE api_key_use.used_at < excluded.used_at
        """;

    /// <summary>Notes when a key was used; an earlier time than is noted already changes nothing.</summary>
    /// <exception cref="System.Data.Common.DbException">The database takes no writes.</exception>
    /// <exception cref="StorageStuckException">The write's turn did not come.</exception>
    public Task WriteAsync(ApiKeyId id, Instant usedAt)
    {
        return turn?.RunAsync(RunAsync) ?? RunAsync();

        Task RunAsync() => database.Source.RunAsync(
            Statement,
            static (command, token) => command.ExecuteNonQueryAsync(token),
            CancellationToken.None,
            ("@id", id.ToString()),
            ("@at", usedAt.Milliseconds));
    }

    /// <summary>When each key was last used; those that never were are not among them.</summary>
    public async Task<IReadOnlyDictionary<ApiKeyId, Instant>> ReadAsync(CancellationToken cancellation)
    {
        var uses = await database.Source.ListAsync(
            "SELECT id, used_at FROM api_key_use",
            static row => KeyValuePair.Create(ReadId(row.GetString(0)), new Instant(row.GetInt64(1))),
            cancellation);
        return uses.ToDictionary();
    }

    private static ApiKeyId ReadId(string text) =>
        ApiKeyId.TryParse(text, out var id) ? id : throw new InvalidOperationException("Not an API key's id.");
}
