namespace Consent.Storage.Exports;

/// <summary>A record as it is stored. Times are milliseconds since 1970, UTC; the event that decided is null where none has.</summary>
public readonly record struct ExportedRecord(
    string? SenderNumber,
    string? AccountId,
    string CustomerNumber,
    int State,
    long? ChangedAt,
    int? Source,
    string? Keyword,
    long Revision);
