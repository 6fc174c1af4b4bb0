using System.Data.Common;

namespace Consent.Storage.Consents;

/// <summary>Where the writes of states wait for the database.</summary>
public interface IStateWriter
{
    /// <summary>Runs a write of one state; returns after its commit.</summary>
    /// <param name="key">The key of the state.</param>
    /// <param name="revision">The revision that the write gives it.</param>
    /// <param name="write">The write, whose statements go through the database's data source.</param>
    /// <returns>The ledger position of the entry that the write appended.</returns>
    /// <exception cref="StorageBusyException">Too many writes wait already: this one was not tried.</exception>
    /// <exception cref="StorageStuckException">The write's turn did not come: it was not tried.</exception>
    /// <exception cref="DbException">The write failed, or its outcome is unknown.</exception>
    Task<long> RunAsync(StateKey key, long revision, Func<Task> write);
}
