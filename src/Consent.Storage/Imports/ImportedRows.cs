namespace Consent.Storage.Imports;

/// <summary>What became of rows, all of which are in the database now.</summary>
public readonly record struct ImportedRows(int Recorded, int Unchanged);
