namespace Consent.Roster.Replicas;

/// <summary>Where this server's peers reach it.</summary>
public sealed record ReplicaAddress(string Value);
