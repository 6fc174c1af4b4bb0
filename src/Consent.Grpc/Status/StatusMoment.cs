using System.Globalization;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.V1;

namespace Consent.Grpc.Status;

/// <summary>The moment that a status is asked for: a time or a position of the ledger, one of the two.</summary>
internal readonly record struct StatusMoment(Instant? Time, long Position)
{
    /// <summary>Null where neither is given: now.</summary>
    public static StatusMoment? Read(ref RequestReader reader, GetStatusRequest request)
    {
        var time = reader.Time("as_of", request.AsOf);
        if (request.AsOfPosition < 0)
        {
            reader.Add("as_of_position", ErrorReason.OutOfRange, "as_of_position must not be below 0.");
        }
        else if (time is not null && request.AsOfPosition > 0)
        {
            reader.Add("as_of_position", ErrorReason.TimeAmbiguous, "Give either as_of or as_of_position, not both.");
        }

        return time is null && request.AsOfPosition == 0 ? null : new StatusMoment(time, request.AsOfPosition);
    }

    public static Violation BeyondTheEnd(long end) => new(
        "as_of_position",
        ErrorReason.OutOfRange,
        "as_of_position is beyond the end of the ledger.",
        end.ToString(CultureInfo.InvariantCulture));
}
