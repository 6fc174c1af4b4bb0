using System.Data.Common;
using System.Threading.Channels;
using Consent.Storage.Database;
using Consent.Storage.Replicas;
using Microsoft.Data.Sqlite;
using Channel = System.Threading.Channels.Channel;

namespace Consent.Storage.Sqlite;

/// <summary>
/// The embedded database's one writer. Everything that waits when it is free is written in one transaction, so that a commit's wait
/// for the disk is shared. A write is reported once its transaction is durable.
/// </summary>
/// <remarks>Writes queue here rather than meet in SQLite's busy waits. docs/decisions/group-commit.md has the measurement.</remarks>
public sealed class SqliteGroupCommit : IWriteTurn, IAsyncDisposable
{
    /// <summary>How long a write waits for its turn before it fails without having been tried.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private const int MaxGroup = 64;
    private const int ConstraintError = 19;

    private readonly SqliteDataSource _source;
    private readonly TimeProvider _time;
    private readonly IOwnRoster? _roster;
    private readonly Channel<Write> _queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;
    private SqliteWriterConnection? _connection;

    /// <param name="source">The database.</param>
    /// <param name="time">Times the waits.</param>
    /// <param name="roster">This server's roster, which is told of each commit; null where there is none.</param>
    public SqliteGroupCommit(SqliteDataSource source, TimeProvider time, IOwnRoster? roster = null)
    {
        (_source, _time, _roster) = (source, time, roster);
        _loop = Task.Run(WriteGroupsAsync);
    }

    /// <summary>Runs a write, whose statements go through the data source, in the next transaction; returns after its commit.</summary>
    /// <returns>The entry that the write appended to the ledger.</returns>
    /// <exception cref="StorageStuckException">The write's turn did not come: it was not tried.</exception>
    /// <exception cref="DbException">The write failed, or its transaction's outcome is unknown.</exception>
    public Task<WrittenEntry> RunAsync(Func<Task> work)
    {
        var write = new Write(work, _time.GetTimestamp());
        return _queue.Writer.TryWrite(write)
            ? write.Done.Task
            : Task.FromException<WrittenEntry>(new ObjectDisposedException(nameof(SqliteGroupCommit)));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        Drop();
    }

    private async Task WriteGroupsAsync()
    {
        var group = new List<Write>(MaxGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            TakeGroup(group);
            try
            {
                await WriteGroupAsync(group);
            }
            catch (Exception e)
            {
                // The transaction's outcome is unknown: no write in it is reported.
                Drop();
                group.ForEach(write => write.Done.TrySetException(e));
            }

            group.Clear();
        }
    }

    private void TakeGroup(List<Write> group)
    {
        while (group.Count < MaxGroup && _queue.Reader.TryRead(out var write))
        {
            if (_time.GetElapsedTime(write.QueuedAt) > MaxWait)
            {
                write.Done.TrySetException(new StorageStuckException());
            }
            else
            {
                group.Add(write);
            }
        }
    }

    private async Task WriteGroupAsync(List<Write> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        _connection ??= _source.OpenWriter();
        var before = _roster?.End;
        LedgerTail? tail = null;
        using (_source.Lend(_connection))
        {
            _connection.Begin();
            foreach (var write in group)
            {
                await RunAsync(write, _connection);
            }

            if (before is { } end && group.Exists(write => write.Entry.Position > end.Position))
            {
                tail = await _connection.ReadTailAsync(end.Position);
            }

            _connection.Commit();
        }

        if (tail is not null)
        {
            _roster!.Committed(before!.Value, tail);
        }

        group.ForEach(write => write.Done.TrySetResult(write.Entry));
    }

    // A write that meets a conflict or breaks a constraint has changed nothing, and fails alone.
    private static async Task RunAsync(Write write, SqliteWriterConnection connection)
    {
        try
        {
            await write.Work();
            write.Entry = connection.LastEntry();
        }
        catch (Exception e) when (e is not DbException || e is SqliteException { SqliteErrorCode: ConstraintError })
        {
            write.Done.TrySetException(e);
        }
    }

    // Closing rolls back what is not committed.
    private void Drop()
    {
        _connection?.CloseForGood();
        _connection = null;
    }

    private sealed record Write(Func<Task> Work, long QueuedAt)
    {
        public TaskCompletionSource<WrittenEntry> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public WrittenEntry Entry { get; set; }
    }
}
