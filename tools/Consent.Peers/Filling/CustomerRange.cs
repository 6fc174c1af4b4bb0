using System.Globalization;

namespace Consent.Peers.Filling;

/// <summary>Customer numbers that follow one another, of which the first and then every so many-th has opted out.</summary>
internal sealed record CustomerRange(string First, long Count, int Every)
{
    public IEnumerable<string> OptedOut()
    {
        var first = long.Parse(First.AsSpan().TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var index = 0L; index < Count; index += Every)
            yield return string.Create(CultureInfo.InvariantCulture, $"+{first + index}");
    }
}
