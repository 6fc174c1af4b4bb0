using System.Text.Json;
using Consent.Storage.Json;
using Consent.Storage.Tests.Databases;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>
/// The order of turn, snapshot and visibility in PostgreSQL. By it either a write finds a new server in its list, or the polls of
/// that server find the write.
/// </summary>
public sealed class TurnOrderTests : IDisposable
{
    // As a group of states is written; what follows may be read in the same statement.
    private const string Upsert =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
             PayloadBinary, ModifiedOn, Version)
        SELECT 0, 0, 0, 0, 'consent', key, 'consent', payload, clock_timestamp() AT TIME ZONE 'utc', 1
        FROM unnest($1, $2) AS given (key, payload)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
            SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = excluded.Version
            WHERE OrleansStorage.Version = excluded.Version - 1
        RETURNING
        """;

    private const string List = "SELECT coalesce(string_agg(id, ' ' ORDER BY id), '') FROM roster_replica";
    private const string End = "SELECT coalesce(max(position), 0) FROM ledger";
    private const string ListFunction = $"CREATE FUNCTION stable_list() RETURNS text LANGUAGE sql STABLE AS $${List}$$";
    private const string Transaction = "pg_current_xact_id_if_assigned()::text";

    // As servers of the build before send it: alone, and waiting for as long as its turn takes.
    private const string Registration =
        "INSERT INTO roster_replica (id, address, max_staleness_ms, registered_at) VALUES ($1, $2, $3, now_milliseconds())";

    // Where a list might be read without a statement of its own.
    private static readonly Dictionary<string, string> TooEarly = new()
    {
        ["common table expression"] = $"WITH listed (ids) AS MATERIALIZED ({List}) {Upsert} (SELECT ids FROM listed)",
        ["RETURNING"] = $"{Upsert} ({List})",
        ["STABLE function"] = $"{Upsert} stable_list()",
        ["SELECT that takes the turn"] = $"SELECT CASE WHEN pg_advisory_xact_lock(7370326) IS NOT NULL THEN ({List}) END",
    };

    private readonly PostgresTestDatabase _database = new();
    private readonly NpgsqlDataSource _sessions;
    private int _customers;

    // Each session may wait and idle for as long as the test needs, and prepares what it sends again, as a server's does.
    public TurnOrderTests() =>
        _sessions = NpgsqlDataSource.Create(_database.ConnectionString + ";Max Auto Prepare=32;Auto Prepare Min Usages=2");

    public void Dispose()
    {
        _sessions.Dispose();
        _database.Dispose();
    }

    // After six times the plan of a prepared statement is one for all parameters.
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task Write_ThatWaitedForARegistration_ListsItInItsNextStatement(int earlier)
    {
        await using var writer = await _sessions.OpenConnectionAsync();
        for (var time = 0; time < earlier; time++)
        {
            await WriteAsync(writer);
        }

        Assert.Equal(earlier > 0 ? 2 : 0L, await PreparedAsync(writer));
        await using var registering = await BeginAsync();
        await RegisterAsync(registering, "newcomer");
        var write = WriteAsync(writer);
        await TurnHolder.UntilWaitingAsync(_database, 1);
        await EndAsync(registering);

        var written = await write;

        Assert.Equal(("", "newcomer"), (written.ListOfUpsert, written.List));
        Assert.Equal(earlier + 1, written.Position);
    }

    [Fact]
    public async Task Write_ThatWaitedForAnother_ReadsBothEntriesInItsNextStatement()
    {
        await using var first = await BeginAsync();
        await using var second = await _sessions.OpenConnectionAsync();
        await WriteAsync(first);
        var write = WriteAsync(second);
        await TurnHolder.UntilWaitingAsync(_database, 1);
        var commit = EndAsync(first);

        var written = await write;

        Assert.Equal((2, 0), (written.Position, written.PositionOfUpsert));
        await commit;
    }

    [Fact]
    public async Task Write_AndTheStatementsAfterIt_AreOneTransaction()
    {
        await using var writer = await _sessions.OpenConnectionAsync();

        var (one, two) = (await WriteAsync(writer), await WriteAsync(writer));

        Assert.Equal(one.TransactionOfUpsert, one.Transaction);
        Assert.Equal(two.TransactionOfUpsert, two.Transaction);
        Assert.NotEqual(one.Transaction, two.Transaction);
    }

    [Fact]
    public async Task Write_OneOfWhoseStatementsFails_IsUndone()
    {
        await using var writer = await _sessions.OpenConnectionAsync();
        await using var batch = writer.CreateBatch();
        batch.BatchCommands.Add(UpsertOf($"{Upsert} 1"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT 1 / count(*) FROM roster_replica"));

        var failure = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.DivisionByZero, failure.SqlState);
        Assert.Empty(await _database.Source.PositionsAsync());
    }

    [Theory]
    [InlineData("common table expression")]
    [InlineData("RETURNING")]
    [InlineData("STABLE function")]
    [InlineData("SELECT that takes the turn")]
    public async Task List_ReadInTheStatementThatWaits_LacksTheRegistration(string place)
    {
        await _database.Source.ExecuteAsync(ListFunction);
        await using var writer = await _sessions.OpenConnectionAsync();
        await using var registering = await BeginAsync();
        await RegisterAsync(registering, "newcomer");
        var list = ListAsync();
        await TurnHolder.UntilWaitingAsync(_database, 1);
        await EndAsync(registering);

        Assert.Equal("", await list);
        Assert.Equal("newcomer", await ListAsync());

        async Task<string> ListAsync()
        {
            await using var batch = writer.CreateBatch();
            batch.BatchCommands.Add(UpsertOf(TooEarly[place]));
            return (string)(await batch.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task Registration_ThatWaitedForAWrite_IsReportedOnceThatIsSeen()
    {
        await using var writing = await BeginAsync();
        await WriteAsync(writing);
        await using var newcomer = await _sessions.OpenConnectionAsync();
        var registration = RegisterAsync(newcomer, "newcomer");
        await TurnHolder.UntilWaitingAsync(_database, 1);
        var before = await _database.Roster.PollAsync("newcomer", 0, 10, default);
        var commit = EndAsync(writing);

        await registration;

        var poll = await _database.Roster.PollAsync("newcomer", 0, 10, default);
        Assert.Equal((false, 0), (before.IsRegistered, before.LastPosition));
        Assert.Equal((true, 1), (poll.IsRegistered, Assert.Single(poll.Entries).Position));
        await commit;
    }

    [Fact]
    public async Task WritesAndRegistrations_AtOnce_EachWriteListsTheServerOrIsSeenByIt()
    {
        const int Sessions = 3;
        const int Times = 100;
        await using var session = await _sessions.OpenConnectionAsync();
        var first = await WriteAsync(session);
        var registrations = Task.WhenAll(
            Enumerable.Range(0, Sessions).Select(server => Task.Run(() => RegisterManyAsync(server))));
        var writes = await Task.WhenAll(
            Enumerable.Range(0, Sessions).Select(_ => Task.Run(() => WriteUntilAsync(registrations))));
        var last = await WriteAsync(session);
        var servers = (await registrations).SelectMany(many => many).ToList();

        var pairs = writes.SelectMany(many => many).Append(first).Append(last)
            .Select(write => (write.Position, List: write.List.Split(' ').ToHashSet()))
            .SelectMany(write => servers.Select(server =>
                (IsListed: write.List.Contains(server.Id), IsSeen: write.Position <= server.End)))
            .ToHashSet();

        Assert.DoesNotContain((false, false), pairs);
        Assert.Contains((false, true), pairs);
        Assert.Contains((true, false), pairs);

        async Task<List<Written>> WriteUntilAsync(Task end)
        {
            var many = new List<Written>();
            await using var writer = await _sessions.OpenConnectionAsync();
            while (!end.IsCompleted)
            {
                many.Add(await WriteAsync(writer));
            }

            return many;
        }

        // Two sessions: a server polls on another connection than it has registered on.
        async Task<List<(string Id, long End)>> RegisterManyAsync(int server)
        {
            var many = new List<(string Id, long End)>();
            await using var newcomer = await _sessions.OpenConnectionAsync();
            await using var polling = await _sessions.OpenConnectionAsync();
            for (var time = 0; time < Times; time++)
            {
                var id = $"{server}-{time}";
                await RegisterAsync(newcomer, id);
                await using var poll = new NpgsqlCommand(End, polling);
                many.Add((id, (long)(await poll.ExecuteScalarAsync())!));
            }

            return many;
        }
    }

    /// <summary>Writes a state of another customer than before, and reads in a second statement of the same batch.</summary>
    private async Task<Written> WriteAsync(NpgsqlConnection writer)
    {
        await using var batch = writer.CreateBatch();
        batch.BatchCommands.Add(UpsertOf($"{Upsert} ({List}), ({End}), {Transaction}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT ({List}), ({End}), {Transaction}"));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        var upsert = (reader.GetString(0), reader.GetInt64(1), reader.GetString(2));
        await reader.NextResultAsync();
        await reader.ReadAsync();
        var written = new Written(
            upsert.Item1, upsert.Item2, upsert.Item3, reader.GetString(0), reader.GetInt64(1), reader.GetString(2));

        // The commit comes after the last result.
        await reader.CloseAsync();
        return written;
    }

    private NpgsqlBatchCommand UpsertOf(string statement)
    {
        var state = new RecordStory(_database, Samples.Number(Interlocked.Increment(ref _customers))).Next(Samples.OptOut("1"));
        var command = new NpgsqlBatchCommand(statement);
        if (statement.Contains("$1", StringComparison.Ordinal))
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [state.Key.ToString()] });
            command.Parameters.Add(new NpgsqlParameter<byte[][]>
            {
                TypedValue = [JsonSerializer.SerializeToUtf8Bytes(state, ConsentJson.Default.ConsentGrainState)],
            });
        }

        return command;
    }

    private static async Task RegisterAsync(NpgsqlConnection session, string id)
    {
        await using var command = new NpgsqlCommand(Registration, session);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "10.0.0.1:5080" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = 5_000 });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> BeginAsync()
    {
        var session = await _sessions.OpenConnectionAsync();
        await RunAsync(session, "BEGIN");
        return session;
    }

    private static Task EndAsync(NpgsqlConnection session) => RunAsync(session, "COMMIT");

    private static async Task RunAsync(NpgsqlConnection session, string statement)
    {
        await using var command = new NpgsqlCommand(statement, session);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many statements the session has prepared: both of a write's, or none.</summary>
    private static async Task<long> PreparedAsync(NpgsqlConnection session)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_prepared_statements WHERE NOT from_sql", session);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What a write reads in its upsert, and in the statement after it.</summary>
    private sealed record Written(
        string ListOfUpsert, long PositionOfUpsert, string TransactionOfUpsert, string List, long Position, string Transaction);
}
