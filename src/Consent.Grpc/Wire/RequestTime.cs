using Consent.Core.Records;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Wire;

/// <summary>Times that callers give: well-formed, not before 2000, at most five minutes ahead of the database's clock.</summary>
internal static class RequestTime
{
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    private const int MaxNanos = 999_999_999;
    private static readonly Instant Earliest = Instant.From(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly Instant Latest = Instant.From(DateTimeOffset.MaxValue);

    /// <summary>The same for a time that must be after now, however far.</summary>
    public static (string Reason, string Description)? TryReadLater(Timestamp? timestamp, Instant now, out Instant? time)
    {
        if (TryRead(timestamp, out time) is { } fault)
        {
            return fault;
        }

        if (time <= now)
        {
            time = null;
            return (ErrorReason.TimeOutOfRange, "is not after the server's clock.");
        }

        return null;
    }

    /// <summary>What is wrong with a time, or null; <paramref name="time"/> is null where none was given.</summary>
    public static (string Reason, string Description)? TryRead(Timestamp? timestamp, Instant now, out Instant? time)
    {
        if (TryRead(timestamp, out time) is { } fault)
        {
            return fault;
        }

        if (time < Earliest || time > now + MaxAhead)
        {
            time = null;
            return (ErrorReason.TimeOutOfRange, "is before 2000 or more than 5 minutes ahead of the server's clock.");
        }

        return null;
    }

    private static (string Reason, string Description)? TryRead(Timestamp? timestamp, out Instant? time)
    {
        time = null;
        if (timestamp is null)
        {
            return null;
        }

        if (timestamp.Nanos is < 0 or > MaxNanos
            || timestamp.Seconds < -Latest.Milliseconds / 1000
            || timestamp.Seconds > Latest.Milliseconds / 1000)
        {
            return (ErrorReason.TimeInvalid, "is not a valid timestamp.");
        }

        time = new Instant((timestamp.Seconds * 1000) + (timestamp.Nanos / 1_000_000));
        return null;
    }
}
