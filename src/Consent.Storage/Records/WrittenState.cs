namespace Consent.Storage.Records;

/// <summary>What the database made of a write.</summary>
/// <param name="Version">The version of the row.</param>
/// <param name="Position">The ledger position of the entry that the write appended.</param>
public readonly record struct WrittenState(int Version, long Position);
