using System.CommandLine.Parsing;
using System.Globalization;

namespace Consent.Silo.Keys;

/// <summary>When a key expires, as the command reads it: <c>90d</c>, <c>2027-01-31</c> or <c>2027-01-31T12:00:00Z</c>.</summary>
internal static class KeyExpiry
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    public static DateTimeOffset? Read(ArgumentResult result)
    {
        if (TryParse(result.Tokens[0].Value, TimeProvider.System.GetUtcNow(), out var time))
        {
            return time;
        }

        result.AddError("--expires must be a number of days, such as 90d, or a date or time in UTC, such as 2027-01-31 or 2027-01-31T12:00:00Z.");
        return null;
    }

    internal static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (text.EndsWith('d')
            && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is > 0 and <= MaxDays)
        {
            time = now.AddDays(days);
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <summary>A hundred years.</summary>
    private const int MaxDays = 36_500;
}
