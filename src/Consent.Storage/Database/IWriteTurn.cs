namespace Consent.Storage.Database;

/// <summary>The embedded database's one writer, which takes writes in turn.</summary>
public interface IWriteTurn
{
    /// <summary>Runs a write in the next transaction; returns after its commit.</summary>
    /// <returns>The position of the last ledger entry then.</returns>
    Task<long> RunAsync(Func<Task> work);
}
