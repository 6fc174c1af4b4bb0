using Consent.Storage.Database;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>One server at a time brings the schema up to date. The others wait, say for whom, and give up in words.</summary>
internal sealed class MigrationTurn(ILogger logger, TimeProvider time)
{
    // Any number that nobody else locks; not the writers'.
    private const long Key = 7370327;

    private static readonly string Take = $"SELECT pg_advisory_lock({Key})";

    private static readonly string HolderQuery =
        $"""
        SELECT format('''%s'' (process %s of the database server, connected from %s, since %s UTC)',
            application_name, pid, coalesce(host(client_addr) || ':' || client_port, 'its machine'),
            to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'))
        FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = {Key} AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    /// <summary>Gets how long a server waits. A migration of a large ledger may take minutes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets how often it says so.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes the turn for this session; its end gives it back.</summary>
    /// <exception cref="StorageRefusedException">Another session has had it for longer than the limit.</exception>
    public void TakeFor(NpgsqlConnection session)
    {
        // PostgreSQL waits in its order of arrival, and ends each wait for us to say so.
        Ask(session, $"SELECT set_config('lock_timeout', '{(long)Interval.TotalMilliseconds}ms', false)");
        var began = time.GetTimestamp();
        while (!TryTake(session))
        {
            var holder = Ask(session, HolderQuery) ?? "a session that has ended";
            var waited = (long)time.GetElapsedTime(began).TotalSeconds;
            if (time.GetElapsedTime(began) >= Limit)
            {
                throw new StorageRefusedException(
                    $"For {waited} s the lock for bringing the schema up to date has been held by {holder}. If that server is still at "
                    + "work, start this one again later. If it is none of yours, or hangs, end its session: pg_terminate_backend(process).");
            }

            Log.WaitingForMigration(logger, holder, waited);
        }
    }

    private static bool TryTake(NpgsqlConnection session)
    {
        try
        {
            Ask(session, Take);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private static string? Ask(NpgsqlConnection session, string query)
    {
        using var command = new NpgsqlCommand(query, session);
        return command.ExecuteScalar() as string;
    }
}
