using System.Text.RegularExpressions;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>
/// Makes a new connection a session with our settings, and makes sure that it stays one: a pooler between may give each statement to
/// another session, and drop what was asked for when connecting.
/// </summary>
internal sealed partial class PostgresSession
{
    private const string Advice =
        "Connect to PostgreSQL directly, or through a pooler that keeps one session for each connection "
        + "(PgBouncer: pool_mode=session with server_reset_query=DISCARD ALL; pgpool-II: load_balance_mode=off), and restart the pooler.";

    // A mark of this connection's own. Whoever shares the session finds it.
    private const string Mark = "consent.session";

    // What is set here is asked for again by a statement of its own. It has no function that changes anything, so that a pooler which
    // sends reads elsewhere sends it there.
    private readonly string _set;
    private readonly string _ask;
    private readonly string[] _names;
    private readonly string[] _values;
    private readonly string[] _givenOptions;

    /// <param name="settings">The settings of each session.</param>
    /// <param name="givenOptions">Options of the connection string, which PostgreSQL gets when connecting.</param>
    public PostgresSession(IReadOnlyDictionary<string, string> settings, string? givenOptions)
    {
        (_names, _values) = ([.. settings.Keys], [.. settings.Values]);
        _set = $"SELECT current_setting('{Mark}', true), set_config('{Mark}', $1, false)"
            + string.Concat(_names.Select((name, index) => $", set_config('{name}', ${index + 2}, false)"));
        _ask = $"SELECT current_setting('{Mark}', true)" + string.Concat(_names.Select(name => $", current_setting('{name}')"));
        _givenOptions = [.. GivenOption().Matches(givenOptions ?? "").Select(option => option.Groups["name"].Value.Replace('-', '_'))];
    }

    public NpgsqlDataSourceBuilder AddTo(NpgsqlDataSourceBuilder source) =>
        source.UsePhysicalConnectionInitializer(
            connection => PrepareAsync(connection, isAsync: false).GetAwaiter().GetResult(),
            connection => PrepareAsync(connection, isAsync: true));

    /// <exception cref="PostgresSessionException">The connection is no session of its own, or not as it was asked for.</exception>
    private async Task PrepareAsync(NpgsqlConnection connection, bool isAsync)
    {
        var mark = Guid.NewGuid().ToString("N");
        var set = await AnswerAsync(connection, _set, isAsync, [mark, .. _values]);
        if (set[0] is { Length: > 0 })
        {
            throw new PostgresSessionException(
                $"The connection leads to a session of PostgreSQL that another connection also uses, or has left as it was. {Advice}");
        }

        var asked = await AnswerAsync(connection, _ask, isAsync);
        if (asked[0] != mark)
        {
            throw new PostgresSessionException(
                $"Two statements of one connection reached different sessions of PostgreSQL. {Advice}");
        }

        for (var index = 0; index < _names.Length; index++)
        {
            Require(_names[index], set[index + 2], asked[index + 1]);
        }

        if (_givenOptions.Length > 0)
        {
            await RequireGivenOptionsAsync(connection, isAsync);
        }
    }

    private async Task RequireGivenOptionsAsync(NpgsqlConnection connection, bool isAsync)
    {
        const string Dropped =
            "SELECT string_agg(name, ', ') FROM pg_settings WHERE name = ANY (string_to_array($1, ' ')) AND source NOT IN ('client', 'session')";
        if ((await AnswerAsync(connection, Dropped, isAsync, string.Join(' ', _givenOptions)))[0] is { } dropped)
        {
            throw new PostgresSessionException(
                $"Options of Storage:ConnectionString did not reach PostgreSQL ({dropped}): a pooler drops them. "
                + "Set them for the role (ALTER ROLE … SET …), or connect to PostgreSQL directly.");
        }
    }

    private static void Require(string setting, string? expected, string? actual)
    {
        if (actual != expected)
        {
            throw new PostgresSessionException($"The setting {setting} is {actual}, after it was set to {expected}. {Advice}");
        }
    }

    private static async Task<string?[]> AnswerAsync(
        NpgsqlConnection connection, string query, bool isAsync, params string[] parameters)
    {
        await using var command = new NpgsqlCommand(query, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        }

        // The answer has come with the first row: nothing waits after that.
        await using var reader = isAsync ? await command.ExecuteReaderAsync() : command.ExecuteReader();
        _ = isAsync ? await reader.ReadAsync() : reader.Read();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetString(column))];
    }

    [GeneratedRegex(@"(-c\s*|--)(?<name>[A-Za-z_][\w.-]*)=")]
    private static partial Regex GivenOption();
}

/// <summary>A connection cannot be used as a session of PostgreSQL's own; the message says why and what to do.</summary>
internal sealed class PostgresSessionException(string message) : NpgsqlException(message);
