using Consent.Core.Records;

namespace Consent.Storage.Imports;

/// <summary>An import as it was first started.</summary>
/// <param name="Scope">Whose records it is for: <c>number:</c> or <c>account:</c> and which.</param>
/// <param name="StartedAt">When, by the database's clock.</param>
public sealed record StartedImport(string Scope, Instant StartedAt);
