using Consent.Storage.Database;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>What a server must be, and be set to, so that what it acknowledges is kept.</summary>
internal static class PostgresServerCheck
{
    private const int OldestVersion = 14;

    private const string Query =
        """
        SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
            current_setting('fsync'), current_setting('full_page_writes'), current_setting('server_encoding')
        """;

    /// <exception cref="StorageRefusedException">It is not.</exception>
    public static void Require(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt32(0) is var version && version < OldestVersion)
        {
            throw new StorageRefusedException($"PostgreSQL {OldestVersion} or later is needed; this is {version}.");
        }

        if (reader.GetBoolean(1))
        {
            throw new StorageRefusedException("The PostgreSQL server is a standby; Storage:ConnectionString must reach the primary.");
        }

        Require("fsync", reader.GetString(2), "on", "what is acknowledged could be lost");
        Require("full_page_writes", reader.GetString(3), "on", "what is acknowledged could be lost");
        Require("server_encoding", reader.GetString(4), "UTF8", "a text could not be kept as it was written");
    }

    private static void Require(string setting, string actual, string expected, string otherwise)
    {
        if (actual != expected)
        {
            throw new StorageRefusedException($"PostgreSQL's {setting} is {actual} where {expected} is needed: {otherwise}.");
        }
    }
}
