namespace Consent.Roster.Clocks;

/// <summary>A moment by both of a machine's clocks.</summary>
/// <param name="Monotonic">A timestamp of the monotonic clock.</param>
/// <param name="Wall">The wall clock, in ticks.</param>
internal sealed record ClockReading(long Monotonic, long Wall);
