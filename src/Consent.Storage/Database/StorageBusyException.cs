namespace Consent.Storage.Database;

/// <summary>Too many writes wait for the database; this one was refused without being tried.</summary>
public sealed class StorageBusyException() : Exception("Too many writes wait for the database.");
