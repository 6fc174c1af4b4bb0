namespace Consent.Storage.Database;

/// <summary>The database cannot be used as it is; the message says why and what to do.</summary>
public sealed class StorageRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Too many writes are waiting for the database. This one was refused without being tried.</summary>
public sealed class StorageBusyException() : Exception("Too many writes are waiting for the database.");

/// <summary>A write's turn did not come in time, so it was not tried. Another try would wait as long.</summary>
public sealed class StorageStuckException() : Exception("The database was too busy for this write.");
