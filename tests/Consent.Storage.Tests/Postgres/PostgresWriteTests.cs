using System.Data;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Json;
using Consent.Storage.Tests.Databases;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>Many writers, each on a connection of its own: they take turns, and nothing acknowledged is lost.</summary>
public sealed class PostgresWriteTests : IDisposable
{
    private readonly PostgresTestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Follow_WhileThirtyTwoWrite_SeesEachNextPositionOnceItIsThere()
    {
        const int Writers = 32;
        const int EventsEach = 20;
        var follower = FollowAsync(Writers * EventsEach);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var story = new RecordStory(_database, Samples.Number(writer));
            for (var number = 0; number < EventsEach; number++)
            {
                await story.EnterAsync(Samples.OptOut($"{number}", number));
            }
        })));

        Assert.Equal(Enumerable.Range(1, Writers * EventsEach).Select(position => (long)position), await follower);
    }

    [Fact]
    public async Task Write_FirstOfOneRecordByManyAtOnce_OneSucceeds()
    {
        for (var record = 0; record < 20; record++)
        {
            var states = Enumerable.Range(0, 8)
                .Select(writer => new RecordStory(_database, Samples.Number(record)).Next(Samples.OptOut($"{writer}")));

            var versions = await Task.WhenAll(states.Select(state => Task.Run(
                () => new OrleansWriter(_database.Source).WriteAsync(state, version: null))));

            Assert.Single(versions, 1);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(position => (long)position), await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_BackendsKilledMeanwhile_LosesNothingAcknowledgedAndLeavesNoGap()
    {
        const int Writers = 8;
        const int Kills = 20;
        var acknowledged = 0;
        var next = new SemaphoreSlim(0);
        using var enough = new CancellationTokenSource();
        var stories = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var kept = new List<(RecordKey Key, long Revision, long Position)>();
            for (var record = writer; !enough.IsCancellationRequested; record += Writers)
            {
                var story = new RecordStory(_database, Samples.Number(record));
                try
                {
                    for (var number = 0; number < 10 && !enough.IsCancellationRequested; number++)
                    {
                        var position = await story.EnterAsync(Samples.OptOut($"{number}", number));
                        kept.Add((story.Key, story.Record.Revision, position));
                        Interlocked.Increment(ref acknowledged);
                        next.Release();
                    }
                }
                catch (NpgsqlException)
                {
                    // Killed: whether it was written is not known, and nothing was acknowledged.
                }
            }

            return kept;
        })).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            await PassAsync(next, 15);
            PostgresServer.Shared.Execute(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{DatabaseName}' AND pid <> pg_backend_pid()");
        }

        await PassAsync(next, 15);
        await enough.CancelAsync();
        var all = (await Task.WhenAll(stories)).SelectMany(kept => kept).ToList();

        NpgsqlConnection.ClearAllPools();
        var ledger = (await _database.Source.RowsAsync("SELECT record_key, record_revision, position FROM ledger ORDER BY position"))
            .Select(row => ((string)row["record_key"]!, (long)row["record_revision"]!, (long)row["position"]!))
            .ToList();
        Assert.Equal(Enumerable.Range(1, ledger.Count).Select(position => (long)position), ledger.Select(entry => entry.Item3));
        Assert.True(all.Count >= Kills * 15);
        Assert.Empty(all.Select(entry => (entry.Key.ToString(), entry.Revision, entry.Position)).Except(ledger));
    }

    [Fact]
    public async Task Write_ManyRowsInOneStatement_AreNumberedWithoutGaps()
    {
        const int Rows = 1_000;
        var payloads = Enumerable.Range(0, Rows)
            .Select(record => new RecordStory(_database, Samples.Number(record)).Next(Samples.OptOut("1")))
            .Select(state => JsonSerializer.SerializeToUtf8Bytes(state, ConsentJson.Default.ConsentGrainState))
            .ToArray();

        await _database.Source.ExecuteAsync(
            """
            INSERT INTO OrleansStorage
            SELECT 1, 0, 0, 2, 'consent', convert_from(payload, 'UTF8')::jsonb ->> 'key', 'consent', payload, now(), 1
            FROM unnest(@payloads) AS payload
            """,
            ("payloads", payloads));

        Assert.Equal(Enumerable.Range(1, Rows).Select(position => (long)position), await _database.Source.PositionsAsync());
        Assert.Equal((long)Rows, await _database.Source.ScalarAsync("SELECT count(*) FROM consent_record"));
    }

    [Fact]
    public async Task Write_UpsertThatInsertsAndUpdates_AppendsEachOnce()
    {
        var (one, two) = (new RecordStory(_database, Samples.Number(1)), new RecordStory(_database, Samples.Number(2)));
        await one.EnterAsync(Samples.OptOut("1"));
        var payloads = new[] { one.Next(Samples.OptIn("2", 1)), two.Next(Samples.OptOut("1")) }
            .Select(state => JsonSerializer.SerializeToUtf8Bytes(state, ConsentJson.Default.ConsentGrainState))
            .ToArray();

        await _database.Source.ExecuteAsync(
            """
            INSERT INTO OrleansStorage
            SELECT 1, 0, 0, 2, 'consent', convert_from(payload, 'UTF8')::jsonb ->> 'key', 'consent', payload, now(), 1
            FROM unnest(@payloads) AS payload
            ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
                SET PayloadBinary = excluded.PayloadBinary, Version = OrleansStorage.Version + 1
            """,
            ("payloads", payloads));

        Assert.Equal([1, 2, 3], await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_InASessionThatIsNotDurable_IsDurableAllTheSame()
    {
        await using var connection = await _database.Opened.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "SET synchronous_commit = off");
        await using var transaction = await connection.BeginTransactionAsync();

        await ExecuteAsync(connection, "UPDATE OrleansStorage SET Version = Version");

        Assert.Equal("on", await ScalarAsync(connection, "SHOW synchronous_commit"));
        await transaction.RollbackAsync();
        Assert.Equal("off", await ScalarAsync(connection, "SHOW synchronous_commit"));
        await ExecuteAsync(connection, "RESET synchronous_commit");
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task Write_UnderAHigherIsolationLevel_IsRefused(IsolationLevel level)
    {
        await using var connection = await _database.Opened.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(level);

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => ExecuteAsync(connection, "UPDATE OrleansStorage SET Version = Version"));

        Assert.Contains("READ COMMITTED", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRUNCATE ledger")]
    [InlineData("TRUNCATE OrleansStorage")]
    public async Task Truncate_OfWhatIsKept_IsRefused(string statement) =>
        await Assert.ThrowsAsync<PostgresException>(() => _database.Source.ExecuteAsync(statement));

    private string DatabaseName => new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database!;

    private static async Task PassAsync(SemaphoreSlim semaphore, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await semaphore.WaitAsync();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Polls without a pause, from the last position seen, until so many entries have come.</summary>
    private async Task<List<long>> FollowAsync(int entries)
    {
        var seen = new List<long>();
        while (seen.Count < entries)
        {
            var poll = await _database.Roster.PollAsync("own", seen.LastOrDefault(), 50, default);
            seen.AddRange(poll.Entries.Select(entry => entry.Position));
        }

        return seen;
    }
}
