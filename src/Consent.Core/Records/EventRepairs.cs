namespace Consent.Core.Records;

/// <summary>What was wrong with a customer's text as reported, and was repaired rather than refused.</summary>
[Flags]
public enum EventRepairs
{
    None = 0,

    /// <summary>The body was over 1,600 characters and was cut there.</summary>
    BodyCut = 1,

    /// <summary>A time was malformed, before 2000 or ahead, and counts as not given.</summary>
    TimeIgnored = 2,
}
