using System.Globalization;

namespace Consent.Grpc.Wire;

/// <summary>One thing that is wrong with a request. A number is nobody else's business, so no violation repeats it.</summary>
/// <param name="Field">The field's path in the request.</param>
/// <param name="Reason">One of <see cref="ErrorReason"/>.</param>
/// <param name="Description">What is wrong and what would be right.</param>
/// <param name="Limit">The limit that was passed, if there is one.</param>
internal sealed record Violation(string Field, string Reason, string Description, string? Limit = null)
{
    public static Violation TooLong(string field, int limit) => TooMuch(field, ErrorReason.FieldTooLong, limit, "characters");

    public static Violation TooMany(string field, int limit) => TooMuch(field, ErrorReason.TooMany, limit, "items");

    private static Violation TooMuch(string field, string reason, int limit, string what) => new(
        field,
        reason,
        string.Create(CultureInfo.InvariantCulture, $"{field} may have at most {limit} {what}."),
        limit.ToString(CultureInfo.InvariantCulture));
}
