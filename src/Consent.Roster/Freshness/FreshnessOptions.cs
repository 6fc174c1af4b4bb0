using System.ComponentModel.DataAnnotations;

namespace Consent.Roster.Freshness;

/// <summary>How current a server must be to answer checks from its memory.</summary>
public sealed class FreshnessOptions
{
    public const string Section = "Freshness";

    /// <summary>Gets or sets how this server makes sure that it is current.</summary>
    /// <value><c>Bounded</c>, which is the default: a check is answered from memory. Or <c>Strict</c>, where no clock can be relied
    /// on: a check waits for a poll, about a millisecond, and is refused while the database is away.</value>
    [EnumDataType(typeof(FreshnessMode))]
    public FreshnessMode Mode { get; set; } = FreshnessMode.Bounded;

    /// <summary>Gets or sets how old this server's knowledge may be when it answers a check.</summary>
    /// <value>1 to 6 seconds; the default is 5. A dead server delays acknowledgements by 1.25 times as much, once.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:06", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how often the ledger is polled where nobody asks for a poll.</summary>
    /// <value>10 milliseconds to 2 seconds, and at most half of <see cref="MaxStaleness"/>; the default is 500 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:02", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets how far apart polls are at the least where writers ask for them: those who ask meanwhile share the next one.</summary>
    /// <value>0 to 100 milliseconds; the default is 2 on PostgreSQL, which several servers poll, and 0 on the embedded database, whose polls
    /// cost next to nothing. It is what an acknowledgement takes longer, twice at the most, where writes are many.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? PollSpacing { get; set; }
}
