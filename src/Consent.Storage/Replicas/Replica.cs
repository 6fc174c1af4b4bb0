namespace Consent.Storage.Replicas;

/// <summary>A server that may answer checks from its own memory.</summary>
/// <param name="Id">New at every attempt to register.</param>
/// <param name="Address">Where its peers reach it.</param>
/// <param name="MaxStaleness">How old its knowledge may be when it answers.</param>
/// <param name="IsRetired">Whether a writer has given up on it.</param>
public sealed record Replica(string Id, string Address, TimeSpan MaxStaleness, bool IsRetired = false);
