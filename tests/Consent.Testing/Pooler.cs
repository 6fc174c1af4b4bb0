namespace Consent.Testing;

/// <summary>A pooler between a server and PostgreSQL, reached by a socket in its folder as PostgreSQL is.</summary>
public sealed class Pooler : IDisposable
{
    private const string PgBouncerScript =
        """
        printf '[databases]\n* = host=%s user=consent\n[pgbouncer]\nauth_type=any\nlisten_port=5432\nunix_socket_dir=%s\n%s\n' \
            "$1" "$folder" "$2" > "$folder/pgbouncer.ini"
        /usr/sbin/pgbouncer "$folder/pgbouncer.ini" > "$folder/log" 2>&1 &
        server=$! stop=TERM
        until pg_isready -q -h "$folder"; do kill -0 $server; sleep 0.05; done
        """;

    private const string PgpoolScript =
        """
        cat > "$folder/pgpool.conf" <<END
        backend_clustering_mode = 'streaming_replication'
        listen_addresses = ''
        port = 5432
        socket_dir = '$folder'
        pcp_socket_dir = '$folder'
        wd_ipc_socket_dir = '$folder'
        pid_file_name = '$folder/pid'
        logdir = '$folder'
        backend_hostname0 = '$1'
        backend_port0 = 5432
        backend_weight0 = 1
        backend_hostname1 = '$2'
        backend_port1 = 5432
        backend_weight1 = 1
        sr_check_user = 'consent'
        sr_check_database = 'postgres'
        $3
        END
        : > "$folder/pcp.conf"
        /usr/sbin/pgpool -n -f "$folder/pgpool.conf" -F "$folder/pcp.conf" > "$folder/log" 2>&1 &
        server=$!
        until pg_isready -q -h "$folder"; do kill -0 $server; sleep 0.05; done
        """;

    private readonly PostgresShell _shell;

    private Pooler(PostgresShell shell) => _shell = shell;

    /// <summary>PgBouncer, with settings of its own: <c>name=value</c>, a line each.</summary>
    public static Pooler PgBouncer(PostgresServer server, string settings) =>
        new(new PostgresShell(PgBouncerScript, server.Folder, settings));

    /// <summary>pgpool-II, which may send reads to the standby.</summary>
    public static Pooler Pgpool(PostgresServer primary, PostgresServer standby, string settings) =>
        new(new PostgresShell(PgpoolScript, primary.Folder, standby.Folder, settings));

    /// <summary>The connection string of a server's database, by way of this pooler.</summary>
    public string Through(PostgresServer server, string connectionString) =>
        connectionString.Replace(server.Folder, _shell.Folder, StringComparison.Ordinal);

    public void Dispose() => _shell.Dispose();
}
