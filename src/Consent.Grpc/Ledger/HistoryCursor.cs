using System.Globalization;

namespace Consent.Grpc.Ledger;

/// <summary>Where a history goes on, and where all of its pages end.</summary>
/// <param name="After">The position of the last entry given.</param>
/// <param name="Through">The ledger's last position when the first page was asked for.</param>
internal readonly record struct HistoryCursor(long After, long Through)
{
    public static HistoryCursor? TryParse(string text) =>
        text.Split('-') is [var after, var through]
        && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(through, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new HistoryCursor(first, last)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{After}-{Through}");
}
