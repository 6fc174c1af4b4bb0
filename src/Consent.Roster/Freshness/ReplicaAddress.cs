namespace Consent.Roster.Freshness;

/// <summary>Where this server's peers reach it.</summary>
public sealed record ReplicaAddress(string Value);
