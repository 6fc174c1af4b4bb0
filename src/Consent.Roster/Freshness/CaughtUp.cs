using Consent.Storage.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>What a completed poll told: under which id this server answers checks, null where Strict has none, and who else may.</summary>
internal sealed record CaughtUp(string? ReplicaId, IReadOnlyList<Replica> Replicas);
