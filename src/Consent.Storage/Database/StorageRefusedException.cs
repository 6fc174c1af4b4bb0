namespace Consent.Storage.Database;

/// <summary>The database cannot be used as it is; the message says why and what to do.</summary>
public sealed class StorageRefusedException(string message, Exception? inner = null) : Exception(message, inner);
