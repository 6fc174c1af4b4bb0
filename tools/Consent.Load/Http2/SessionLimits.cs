namespace Consent.Load.Http2;

/// <summary>How much may be under way on a connection; the server may want less.</summary>
/// <param name="Streams">How many streams at once.</param>
/// <param name="Window">How many calls may be unanswered on each.</param>
internal sealed record SessionLimits(int Streams, int Window);
