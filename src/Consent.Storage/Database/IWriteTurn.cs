namespace Consent.Storage.Database;

/// <summary>The embedded database's one writer, which takes writes in turn.</summary>
public interface IWriteTurn
{
    /// <summary>Runs a write in the next transaction; returns after its commit.</summary>
    /// <returns>The last entry of the ledger then; <c>default</c> where there is none.</returns>
    Task<WrittenEntry> RunAsync(Func<Task> work);
}

/// <summary>An entry that a write appended to the ledger.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Mark">Its mark, which tells it from the entry that a restored ledger has in its place.</param>
public readonly record struct WrittenEntry(long Position, long Mark);
