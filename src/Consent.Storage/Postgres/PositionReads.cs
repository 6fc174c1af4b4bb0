using Consent.Storage.Consents;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Reads entries' positions: one statement at a time, for all who asked since the last one was sent.</summary>
internal sealed class PositionReads(NpgsqlDataSource source)
{
    // A look-up for each, whatever the planner supposes of their number.
    private const string Query =
        """
        SELECT (SELECT position FROM ledger WHERE record_key = key AND record_revision = revision)
        FROM unnest($1, $2) WITH ORDINALITY AS asked (key, revision, number)
        ORDER BY number
        """;

    private readonly Lock _lock = new();
    private List<Asked> _waiting = [];
    private bool _reading;

    /// <summary>The position, or null where the entry cannot be seen by a statement that is sent after this call.</summary>
    public Task<long?> FindAsync(StateKey key, long revision)
    {
        var asked = new Asked(key.ToString(), revision);
        lock (_lock)
        {
            _waiting.Add(asked);
            if (_reading)
            {
                return asked.Found.Task;
            }

            _reading = true;
        }

        _ = ReadAsync();
        return asked.Found.Task;
    }

    private async Task ReadAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await ReadAsync(batch);
            }
            catch (Exception e)
            {
                batch.ForEach(asked => asked.Found.TrySetException(e));
            }
        }
    }

    private List<Asked> Take()
    {
        lock (_lock)
        {
            _reading = _waiting.Count > 0;
            return Interlocked.Exchange(ref _waiting, []);
        }
    }

    private async Task ReadAsync(List<Asked> batch)
    {
        await using var command = source.CreateCommand(Query);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batch.Select(asked => asked.Key)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. batch.Select(asked => asked.Revision)] });
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var asked in batch)
        {
            await reader.ReadAsync();
            asked.Found.TrySetResult(reader.IsDBNull(0) ? null : reader.GetInt64(0));
        }
    }

    private sealed record Asked(string Key, long Revision)
    {
        public TaskCompletionSource<long?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
