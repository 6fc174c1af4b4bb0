namespace Consent.Load.Pacing;

/// <summary>A call to make.</summary>
/// <param name="Index">How many there were before it.</param>
/// <param name="DueAt">When it is due, as a timestamp; its latency counts from there.</param>
/// <param name="Counts">False in the warm-up.</param>
internal readonly record struct DueCall(long Index, long DueAt, bool Counts);
