using Consent.Core.Records;

namespace Consent.Storage.Imports;

/// <summary>A row of an import: an opt-out, and the record that it is for.</summary>
public sealed record ImportRow(RecordKey Key, ConsentEvent OptOut);
