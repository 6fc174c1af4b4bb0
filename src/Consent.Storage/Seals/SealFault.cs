namespace Consent.Storage.Seals;

/// <summary>What does not agree, somewhere after one position, up to another.</summary>
public sealed record SealFault(long FromPosition, long ThroughPosition, string Reason);
