namespace Consent.Storage.Replicas;

/// <summary>A ledger entry as a roster reads it. <see cref="Change"/> is null where it changes nothing for a check.</summary>
public readonly record struct RosterEntry(long Position, long Mark, RosterChange? Change);
