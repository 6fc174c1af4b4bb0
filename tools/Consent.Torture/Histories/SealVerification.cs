namespace Consent.Torture.Histories;

/// <summary>What VerifyLedger answered when the run was over.</summary>
/// <param name="EntriesVerified">Entries that are as they were sealed.</param>
/// <param name="EntriesNotSealed">Entries after the last seal.</param>
/// <param name="Faults">What it found, as text.</param>
internal sealed record SealVerification(long EntriesVerified, long EntriesNotSealed, IReadOnlyList<string> Faults);
