using Consent.Storage.Ledger;

namespace Consent.Storage.Database;

/// <summary>The embedded database's one writer, which takes writes in turn.</summary>
public interface IWriteTurn
{
    /// <summary>Runs a write in the next transaction; returns after its commit.</summary>
    /// <returns>The last entry of the ledger then.</returns>
    Task<LedgerPoint> RunAsync(Func<Task> work);
}
