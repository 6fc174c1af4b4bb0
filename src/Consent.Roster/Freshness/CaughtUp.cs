using Consent.Storage.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>What a completed poll told: under which id this server answers checks, and who else may.</summary>
internal sealed record CaughtUp(string ReplicaId, IReadOnlyList<Replica> Replicas);
