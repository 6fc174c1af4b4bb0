using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Consent.Storage.Database;
using Consent.Storage.Numbers;
using DbUp;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>
/// Checks the server and brings the schema up to date. One server at a time does so; the others wait, and find it done.
/// </summary>
internal static class PostgresMigrator
{
    private const string ScriptPrefix = "Consent.Storage.Postgres.Migrations.";

    private const int SessionsTried = 7;

    // The journal's numbers come from a sequence, and logical replication copies rows but no sequences: on a former subscriber the next
    // script would take a number that is there.
    private const string MendJournal =
        """
        DO $$
        BEGIN
            IF to_regclass('schemaversions') IS NOT NULL THEN
                PERFORM setval(pg_get_serial_sequence('schemaversions', 'schemaversionsid'), max(schemaversionsid)) FROM schemaversions;
            END IF;
        END
        $$
        """;

    /// <exception cref="StorageRefusedException">
    /// The database is too old, not durable, a standby or a newer version's; or it cannot be reached; or a script failed.
    /// </exception>
    public static void Migrate(string connectionString, MigrationTurn turn, ILogger logger)
    {
        using var source = PostgresDataSource.CreateForMigration(connectionString);
        try
        {
            // The session's end gives the turn back.
            using var session = source.OpenConnection();
            PostgresServerCheck.Require(session);
            RequireSessions(source);
            turn.TakeFor(session);
            Execute(session, MendJournal);
            SchemaUpgrade.Run(
                DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source)), ScriptPrefix);
            NumberPlan.Apply(() => new PostgresNumberPlan(source.OpenConnection()), logger, TimeProvider.System);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or SocketException or TimeoutException)
        {
            throw new StorageRefusedException($"The PostgreSQL database cannot be used: {MessageOf(e)}", e);
        }
    }

    // With the first session open, so that a pooler that lends it again is found before anything is locked or changed. One that sends
    // the reads of some connections elsewhere is found by the number of them.
    private static void RequireSessions(NpgsqlDataSource source)
    {
        for (var session = 0; session < SessionsTried; session++)
        {
            source.OpenConnection().Dispose();
        }
    }

    // A failure to open has the reason of each host within.
    private static string MessageOf(Exception e)
    {
        var causes = CausesOf(e).ToList();
        return causes.OfType<PostgresSessionException>().FirstOrDefault()?.Message
            ?? causes.OfType<AuthenticationException>().Select(NotAccepted).FirstOrDefault()
            ?? causes.OfType<IOException>().Where(cause => cause is FileNotFoundException or DirectoryNotFoundException)
                .Select(cause => $"Root Certificate of Storage:ConnectionString cannot be read: {cause.Message}").FirstOrDefault()
            ?? e.Message;
    }

    private static string NotAccepted(AuthenticationException e) =>
        "the certificate of PostgreSQL is not accepted. It must come from an authority in Root Certificate of Storage:ConnectionString, "
        + $"have the name or address in Host, and be valid now. {e.Message}";

    private static IEnumerable<Exception> CausesOf(Exception e) =>
        (e is AggregateException all ? all.InnerExceptions : (e.InnerException is { } inner ? [inner] : Enumerable.Empty<Exception>()))
            .SelectMany(CausesOf)
            .Prepend(e);

    private static void Execute(NpgsqlConnection session, string statement)
    {
        using var command = new NpgsqlCommand(statement, session);
        command.ExecuteNonQuery();
    }
}
