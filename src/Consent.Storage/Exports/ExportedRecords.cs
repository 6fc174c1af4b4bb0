namespace Consent.Storage.Exports;

/// <summary>Some records of an export, all as they stood at one position of the ledger.</summary>
public sealed record ExportedRecords(long Position, IReadOnlyList<ExportedRecord> Records);
