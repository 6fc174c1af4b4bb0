using Consent.Core.Records;
using Consent.Storage.Records;

namespace Consent.Storage.Imports;

/// <summary>A database as an import uses it: many records at once.</summary>
public interface IImportDatabase
{
    /// <summary>Starts an import, or finds it started already; then the first scope and time stay.</summary>
    Task<StartedImport> StartAsync(string importId, string scope, CancellationToken cancellation);

    /// <summary>The records' states, by their keys; those without one are not among them.</summary>
    Task<IReadOnlyDictionary<string, StoredRecord>> ReadAsync(
        IReadOnlyCollection<string> keys, string serviceId, CancellationToken cancellation);

    /// <summary>The entries of records that have a message's id, by the records' keys.</summary>
    Task<ILookup<string, AnsweredEvent>> FindAnsweredAsync(
        IReadOnlyCollection<(string Key, string MessageId)> events, CancellationToken cancellation);

    /// <summary>Writes states, each of another record, in one transaction; returns after its commit.</summary>
    /// <returns>The keys of those that were written. The row of any other is not of the version that was read.</returns>
    /// <exception cref="System.Data.Common.DbException">The write failed, or its outcome is unknown.</exception>
    Task<IReadOnlySet<string>> WriteAsync(IReadOnlyList<StateRow> rows);
}

/// <summary>An import as it was first started.</summary>
/// <param name="Scope">Whose records it is for: <c>number:</c> or <c>account:</c> and which.</param>
/// <param name="StartedAt">When, by the database's clock.</param>
public sealed record StartedImport(string Scope, Instant StartedAt);

/// <summary>A record, and the version of the row that it was read from; null where there is none.</summary>
public readonly record struct StoredRecord(ConsentRecord Record, int? Version)
{
    public static StoredRecord None { get; } = new(ConsentRecord.Empty, null);
}
