using System.Data.Common;
using System.Threading.Channels;
using Consent.Storage.Database;
using Consent.Storage.Records;
using Consent.Storage.Replicas;
using Npgsql;
using Channel = System.Threading.Channels.Channel;

namespace Consent.Storage.Postgres;

/// <summary>
/// This server's one writer on PostgreSQL. Everything that waits when it is free is written by one statement, so that the turn among
/// the servers, the triggers, the commit and the round trip are shared. A write is reported once it is committed.
/// </summary>
/// <remarks>docs/decisions/postgresql.md has the measurement, and why Orleans' provider does not run these writes.</remarks>
public sealed class PostgresGroupCommit : IAsyncDisposable
{
    /// <summary>How long a write waits for its turn before it fails without having been tried.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    /// <summary>How many writes are in the database or wait for it; one more is refused at once.</summary>
    public const int MaxAdmitted = 512;

    private const int MaxGroup = 128;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly IOwnRoster? _roster;
    private readonly Channel<Write> _queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<Write> _heldBack = new();
    private readonly Task _loop;
    private int _admitted;

    /// <param name="database">The database.</param>
    /// <param name="time">Times the waits.</param>
    /// <param name="roster">This server's roster, which is told of each commit; null where there is none.</param>
    public PostgresGroupCommit(PostgresDatabase database, TimeProvider time, IOwnRoster? roster = null)
    {
        (_source, _time, _roster) = (database.Source, time, roster);
        _loop = Task.Run(WriteGroupsAsync);
    }

    /// <summary>Writes a state in the next group; returns after its commit.</summary>
    /// <returns>Null where the row is not of the version that was read: nothing was written.</returns>
    /// <exception cref="StorageBusyException">Too many writes wait already: this one was not tried.</exception>
    /// <exception cref="StorageStuckException">The write's turn did not come: it was not tried.</exception>
    /// <exception cref="DbException">The write failed, or its outcome is unknown.</exception>
    public async Task<WrittenState?> WriteAsync(StateRow row)
    {
        try
        {
            if (Interlocked.Increment(ref _admitted) > MaxAdmitted)
            {
                throw new StorageBusyException();
            }

            var write = new Write(row, _time.GetTimestamp());
            ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(write), this);
            return await write.Done.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _admitted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteGroupsAsync()
    {
        while (_heldBack.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            if (TakeGroup() is { Count: > 0 } group)
            {
                await WriteGroupAsync(group);
            }
        }
    }

    // One statement cannot write a row twice: the second write of a state waits for the next group.
    private Dictionary<string, Write> TakeGroup()
    {
        var group = new Dictionary<string, Write>();
        for (var again = _heldBack.Count; again > 0; again--)
        {
            Add(_heldBack.Dequeue());
        }

        while (group.Count < MaxGroup && _queue.Reader.TryRead(out var write))
        {
            Add(write);
        }

        return group;

        void Add(Write write)
        {
            if (_time.GetElapsedTime(write.QueuedAt) > MaxWait)
            {
                write.Done.TrySetException(new StorageStuckException());
            }
            else if (!group.TryAdd(write.Row.Key.ToString(), write))
            {
                _heldBack.Enqueue(write);
            }
        }
    }

    private async Task WriteGroupAsync(Dictionary<string, Write> group)
    {
        try
        {
            var written = await GroupStatement.RunAsync(_source, [.. group.Values.Select(write => write.Row)], _roster);
            foreach (var (key, write) in group)
            {
                write.Done.TrySetResult(written.TryGetValue(key, out var state) ? state : null);
            }
        }
        catch (PostgresException e) when (group.Count > 1 && IsAboutARow(e))
        {
            // The statement has changed nothing: each write is tried alone, and the bad one fails alone.
            foreach (var (key, write) in group)
            {
                await WriteGroupAsync(new Dictionary<string, Write> { [key] = write });
            }
        }
        catch (Exception e)
        {
            // The statement's outcome is unknown: no write in it is reported.
            foreach (var write in group.Values)
            {
                write.Done.TrySetException(e);
            }
        }
    }

    // Classes 22, data exception, and 23, integrity constraint violation.
    private static bool IsAboutARow(PostgresException e) => e.SqlState[..2] is "22" or "23";

    private sealed record Write(StateRow Row, long QueuedAt)
    {
        public TaskCompletionSource<WrittenState?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
