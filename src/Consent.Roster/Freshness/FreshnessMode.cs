namespace Consent.Roster.Freshness;

/// <summary>How a server makes sure that what it answers is current.</summary>
public enum FreshnessMode
{
    /// <summary>By its clocks: its last poll is recent enough, and who writes waits for it.</summary>
    Bounded = 1,

    /// <summary>By asking the database for every check, whatever its clocks say; nobody waits for it.</summary>
    Strict = 2,
}
