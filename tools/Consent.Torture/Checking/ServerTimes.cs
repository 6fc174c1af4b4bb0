namespace Consent.Torture.Checking;

/// <summary>One server's checks while it was not at fault itself.</summary>
/// <param name="Server">From 1.</param>
/// <param name="Answered">How many calls it answered, at fault or not.</param>
/// <param name="Refused">How many it did not answer.</param>
/// <param name="LongestPause">The longest time in which it answered no check, in microseconds.</param>
/// <param name="WorstWindow">The 99.9th percentile of what a check took, in the worst ten seconds; in microseconds.</param>
internal sealed record ServerTimes(int Server, long Answered, long Refused, long LongestPause, long WorstWindow);
