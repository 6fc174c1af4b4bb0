using Consent.Storage.Database;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Checks that the server keeps what it acknowledges.</summary>
internal static class PostgresServerCheck
{
    private const int OldestVersion = 14;

    private const string Query =
        """
        SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery(),
            current_setting('fsync'), current_setting('full_page_writes'), current_setting('server_encoding')
        """;

    /// <exception cref="StorageRefusedException">It does not.</exception>
    public static void Require(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Query, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt32(0) is var version && version < OldestVersion)
        {
            throw new StorageRefusedException($"The server runs PostgreSQL {version}. Version {OldestVersion} or later is required.");
        }

        if (reader.GetBoolean(1))
        {
            throw new StorageRefusedException(
                "The PostgreSQL server is a standby. Storage:ConnectionString must reach the primary.");
        }

        Require("fsync", reader.GetString(2), "on", "acknowledged events could be lost");
        Require("full_page_writes", reader.GetString(3), "on", "acknowledged events could be lost");
        Require("server_encoding", reader.GetString(4), "UTF8", "some texts could not be stored as they were written");
    }

    private static void Require(string setting, string actual, string expected, string risk)
    {
        if (actual != expected)
        {
            throw new StorageRefusedException($"The PostgreSQL setting {setting} is {actual}. It must be {expected}, or {risk}.");
        }
    }
}
