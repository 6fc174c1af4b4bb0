namespace Consent.Core.Records;

/// <summary>What was said. Part of what makes an event a repetition of another.</summary>
public enum EventKind
{
    Unspecified = 0,
    OptOut = 1,
    OptIn = 2,
    Help = 3,
    PossibleOptOut = 4,
    Reactivation = 5,
    ReplySent = 6,
}
