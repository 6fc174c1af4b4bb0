using System.Diagnostics;
using Consent.Storage.Postgres;
using Npgsql;

namespace Consent.Testing;

/// <summary>
/// A PostgreSQL server of this run's own, reached by a socket in its folder.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Script =
        """
        PATH="$1:$PATH"
        if [ -n "$3" ]; then
            pg_basebackup -h "$3" -U consent -D "$folder/data" -R --no-sync -c fast > "$folder/log" 2>&1
        else
            initdb -D "$folder/data" -U consent -A trust --locale=C --encoding=UTF8 --no-sync > "$folder/log" 2>&1
        fi
        if [ -n "$4" ]; then
            export PGPORT="$6"
            printf '%s' "$4" > "$folder/server.crt"
            (umask 077; printf '%s' "$5" > "$folder/server.key")
            set -- "$1" "$2 -c listen_addresses=127.0.0.1 -c ssl=on -c ssl_cert_file=$folder/server.crt -c ssl_key_file=$folder/server.key"
        fi
        postgres -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB $2 \
            >> "$folder/log" 2>&1 &
        server=$!
        until pg_isready -q -h "$folder"; do kill -0 $server; sleep 0.05; done
        """;

    private const string Template = "consent_template";

    private static readonly Lazy<PostgresServer> Started = new(StartShared);

    private const int DefaultPort = 5432;

    private readonly PostgresShell _shell;
    private readonly int _port;
    private readonly Lock _creating = new();
    private int _databases;

    /// <summary>Starts a server.</summary>
    /// <param name="settings">More settings for its command line.</param>
    /// <param name="binaries">Its programs; null for those that all others have.</param>
    /// <param name="primary">The server that it follows as a standby.</param>
    /// <param name="certificate">With it, it also listens on the loopback, and speaks TLS there.</param>
    public PostgresServer(
        string settings = "", string? binaries = null, PostgresServer? primary = null, IssuedCertificate? certificate = null)
    {
        _port = certificate is null ? DefaultPort : FreePort.Find();
        _shell = new PostgresShell(
            Script, binaries ?? Binaries(), settings, primary?.Folder ?? "", certificate?.Pem ?? "", certificate?.KeyPem ?? "", $"{_port}");
    }

    /// <summary>Gets the folder of its socket.</summary>
    public string Folder => _shell.Folder;

    /// <summary>The one server of all tests that need no other.</summary>
    public static PostgresServer Shared => Started.Value;

    /// <summary>A database that nobody else has, up to date; of the shared server only.</summary>
    public string CreateDatabase() => CreateDatabase($"TEMPLATE {Template}");

    /// <summary>A database that nobody else has, as the options of CREATE DATABASE say.</summary>
    public string CreateDatabase(string options)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";

        // A template can be copied while nobody is connected to it.
        lock (_creating)
        {
            Execute($"CREATE DATABASE {name} {options}");
        }

        return ConnectionString(name);
    }

    /// <summary>The same database by way of the loopback, with TLS that checks the authority and the name.</summary>
    public static string OverTls(string connectionString, string authority, string host = "localhost") =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = host, SslMode = SslMode.VerifyFull, RootCertificate = authority }
            .ConnectionString;

    /// <summary>Gives it another certificate, as docs/security.md says; then ends what is connected to a database.</summary>
    public void Renew(IssuedCertificate certificate, string connectionString)
    {
        // Their owner and their rights stay.
        File.WriteAllText(Path.Combine(Folder, "server.key"), certificate.KeyPem);
        File.WriteAllText(Path.Combine(Folder, "server.crt"), certificate.Pem);
        Execute("SELECT pg_reload_conf()");
        Execute(connectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /// <summary>Runs a statement outside any test's database.</summary>
    public void Execute(string statement) => Execute(ConnectionString("postgres"), statement);

    /// <summary>Runs statements in a database.</summary>
    public static void Execute(string connectionString, string statements)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(statements, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>A database as SQL that makes it again, without owners and without psql's own commands.</summary>
    public static string Dump(string connectionString, string what = "--inserts")
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        using var dump = Process.Start(new ProcessStartInfo(
            Program("pg_dump"),
            ["-h", database.Host!, "-U", database.Username!, what, "--no-owner", "--no-privileges", database.Database!])
        {
            RedirectStandardOutput = true,
        })!;
        var statements = dump.StandardOutput.ReadToEnd().Split('\n').Where(line => !line.StartsWith('\\'));
        dump.WaitForExit();
        return dump.ExitCode == 0 ? string.Join('\n', statements) : throw new InvalidOperationException($"pg_dump ended with {dump.ExitCode}.");
    }

    public void Dispose() => _shell.Dispose();

    // Some packages of PostgreSQL have the server only.
    private static string Program(string name) => Path.Combine(Binaries(), name) is var path && File.Exists(path) ? path : name;

    // CONSENT_POSTGRES_BIN: another version's programs than the newest that is installed.
    private static string Binaries() => Environment.GetEnvironmentVariable("CONSENT_POSTGRES_BIN") ?? NewestBinaries();

    private static string NewestBinaries() =>
        Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .First(folder => File.Exists(Path.Combine(folder, "initdb")));

    private static PostgresServer StartShared()
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        server.Execute("CREATE DATABASE " + Template);
        PostgresDatabase.Open(server.ConnectionString(Template)).Dispose();
        return server;
    }

    private string ConnectionString(string database) => $"Host={Folder};Port={_port};Username=consent;Database={database}";
}
