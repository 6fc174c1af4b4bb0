using System.Globalization;
using Consent.Load.Calls;

namespace Consent.Comparison.Scenarios;

/// <summary>Customer numbers that nobody has been asked about: each call takes the next ones.</summary>
internal sealed class Customers(long first)
{
    private long _next = first;

    /// <summary>Campaigns', of which every 50th has opted out.</summary>
    public const long OfCampaigns = 15_560_000_000;

    /// <summary>Those who have no record.</summary>
    public const long WithoutRecord = 17_000_000_000;

    /// <summary>Those who text STOP while something is measured.</summary>
    public const long WhoStop = 19_000_000_000;

    public Recipients Take(long count)
    {
        var taken = Recipients.Range(Number(_next), count);
        _next += count;
        return taken;
    }

    public static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"+{number}");
}
