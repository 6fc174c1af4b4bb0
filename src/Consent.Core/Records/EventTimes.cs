namespace Consent.Core.Records;

/// <summary>When an event happened, and which of two was later.</summary>
public static class EventTimes
{
    /// <summary>The least distance at which times of two gateways can be told apart, where both have a <c>sent_at</c>.</summary>
    public static readonly TimeSpan KnownClockMargin = TimeSpan.FromSeconds(60);

    /// <summary>The same, where one of the times is by an unknown clock.</summary>
    public static readonly TimeSpan UnknownClockMargin = TimeSpan.FromMinutes(5);

    /// <summary>The event's time by the database's clock.</summary>
    /// <remarks>
    /// With <c>sent_at</c>, by the same clock, an offset of the gateway's clock drops out. Nothing happened later than it
    /// arrived. Without a time it is the arrival, and later than the record's last event.
    /// </remarks>
    public static Instant Of(ConsentEvent consentEvent, Instant? lastEventAt)
    {
        var arrived = consentEvent.ArrivedAt;
        return consentEvent switch
        {
            { GivenAt: { } given, SentAt: { } sent } => Instant.Min(arrived, arrived - (sent - given)),
            { GivenAt: { } given } => Instant.Min(arrived, given),
            _ when lastEventAt >= arrived => lastEventAt.Value + TimeSpan.FromMilliseconds(1),
            _ => arrived,
        };
    }

    /// <summary>Whether <paramref name="left"/> happened after <paramref name="right"/>.</summary>
    internal static bool IsLater(DecidingEvent left, DecidingEvent right) =>
        ComparedAsGiven(left, right) ? left.GivenAt > right.GivenAt : left.At > right.At;

    /// <summary>Whether <paramref name="left"/> happened after <paramref name="right"/> by more than clocks can be off.</summary>
    internal static bool IsSurelyLater(DecidingEvent left, DecidingEvent right)
    {
        if (ComparedAsGiven(left, right))
        {
            return left.GivenAt > right.GivenAt;
        }

        var margin = left.HasSentAt && right.HasSentAt ? KnownClockMargin : UnknownClockMargin;
        return left.At - right.At > margin;
    }

    private static bool ComparedAsGiven(DecidingEvent left, DecidingEvent right) =>
        left.Gateway.Length > 0 && left.Gateway == right.Gateway && left.GivenAt is not null && right.GivenAt is not null;
}
