using Consent.Storage.Database;
using Consent.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>A server that starts while another session has the turn to bring the schema up to date.</summary>
public sealed class MigrationTurnTests : IDisposable
{
    private const string Take = "SELECT pg_advisory_lock(7370327)";

    private readonly string _database = PostgresServer.Shared.CreateDatabase("TEMPLATE template0");
    private readonly NpgsqlDataSource _holder;
    private readonly Lines _lines = new();

    public MigrationTurnTests() => _holder = NpgsqlDataSource.Create(_database + ";Application Name=somebody;Pooling=false");

    public void Dispose() => _holder.Dispose();

    [Fact]
    public async Task Migrate_WhileAnotherHasTheTurn_SaysWhoAndGoesOnAfterIt()
    {
        await using var session = await HoldAsync();
        var holder = $"'somebody' (process {session.ProcessID} ";

        var migration = Task.Run(() => PostgresMigrator.Migrate(_database, Turn(TimeSpan.MaxValue), _lines));
        var line = await _lines.FirstAsync();
        await session.CloseAsync();
        await migration.WaitAsync(TimeLimit.Generous);

        Assert.Contains(holder, line, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(_database);
        Assert.NotNull(await source.ScalarAsync("SELECT to_regclass('ledger')::text"));
    }

    [Fact]
    public async Task Migrate_WhereAnotherKeepsTheTurn_RefusesAndSaysWho()
    {
        await using var session = await HoldAsync();

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresMigrator.Migrate(_database, Turn(TimeSpan.Zero), _lines));

        Assert.Contains($"'somebody' (process {session.ProcessID} ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("pg_terminate_backend", refusal.Message, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(_database);
        Assert.Null(await source.ScalarAsync("SELECT to_regclass('schemaversions')::text"));
    }

    private async Task<NpgsqlConnection> HoldAsync()
    {
        var session = await _holder.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Take, session);
        await command.ExecuteNonQueryAsync();
        return session;
    }

    private MigrationTurn Turn(TimeSpan limit) =>
        new(_lines, TimeProvider.System) { Interval = TimeSpan.FromMilliseconds(50), Limit = limit };

    private sealed class Lines : ILogger
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstAsync() => _first.Task.WaitAsync(TimeLimit.Generous);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _first.TrySetResult(formatter(state, exception));
    }
}
