namespace Consent.Load.Reports;

/// <summary>Why calls were refused, as reports name it.</summary>
internal static class RefusalReason
{
    public const string Closed = "connection closed";
    public const string GoAway = "GOAWAY";
    public const string NotSent = "not sent";
    public const string Unanswered = "not answered in time";
    public const string Malformed = "malformed answer";

    private static readonly string[] Statuses =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    public static string OfStatus(long code) =>
        code >= 0 && code < Statuses.Length ? Statuses[code] : code.ToString(CultureInfo.InvariantCulture);

    public static string OfReset(uint code) => string.Create(CultureInfo.InvariantCulture, $"RST_STREAM {code}");

    public static string OfHttp(string status) => $"HTTP {status}";
}
