namespace Consent.Storage.Seals;

/// <summary>How far a verification has come.</summary>
/// <param name="EntriesVerified">How many entries so far are as they were sealed.</param>
/// <param name="Faults">What was found since the part before.</param>
/// <param name="EntriesNotSealed">How many entries the last seal leaves for the next; null in all parts but the last.</param>
public sealed record VerifiedPart(long EntriesVerified, IReadOnlyList<SealFault> Faults, long? EntriesNotSealed);
