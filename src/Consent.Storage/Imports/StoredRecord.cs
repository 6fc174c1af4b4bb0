using Consent.Core.Records;

namespace Consent.Storage.Imports;

/// <summary>A record, and the version of the row that it was read from; null where there is none.</summary>
public readonly record struct StoredRecord(ConsentRecord Record, int? Version)
{
    public static StoredRecord None { get; } = new(ConsentRecord.Empty, null);
}
