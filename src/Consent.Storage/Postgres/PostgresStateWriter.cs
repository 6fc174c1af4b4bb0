using Consent.Storage.Consents;

namespace Consent.Storage.Postgres;

/// <summary>
/// Lets a bounded number of writes to the database at once, where they take turns, and a bounded number wait here; the rest are
/// refused quickly.
/// </summary>
public sealed class PostgresStateWriter(PostgresDatabase database, TimeProvider time) : IStateWriter, IDisposable
{
    /// <summary>How long a write waits to be let in before it fails without having been tried.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    /// <summary>How many writes are in the database at once. It does them one by one: a few keep it busy, more only stand in its way.</summary>
    public const int MaxAtOnce = 4;

    /// <summary>How many writes are there or wait for it. At 2 ms a commit the last of them is done within a second.</summary>
    public const int MaxAdmitted = 512;

    private readonly PositionReads _positions = new(database.Source);
    private readonly SemaphoreSlim _turns = new(MaxAtOnce, MaxAtOnce);
    private int _admitted;

    public async Task<long> RunAsync(StateKey key, long revision, Func<Task> write)
    {
        try
        {
            if (Interlocked.Increment(ref _admitted) > MaxAdmitted)
            {
                throw new StorageBusyException();
            }

            await EnterAsync();
            try
            {
                await write();

                // Positions are given by the database. To see the entry is to know that it is committed.
                return await _positions.FindAsync(key, revision)
                    ?? throw new InvalidOperationException("A write without its ledger entry.");
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _admitted);
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task EnterAsync()
    {
        using var patience = new CancellationTokenSource(MaxWait, time);
        try
        {
            await _turns.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StorageStuckException();
        }
    }
}
