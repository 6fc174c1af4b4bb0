namespace Consent.Storage.Database;

/// <summary>A write's turn did not come, since those before it do not end: it was not tried, and another try would wait as long.</summary>
public sealed class StorageStuckException() : Exception("The database was too busy for this write.");
