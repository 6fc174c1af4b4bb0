namespace Consent.Core.Records;

public enum ConsentState
{
    Unspecified = 0,

    /// <summary>No opt-out stands.</summary>
    Subscribed = 1,
    OptedOut = 2,
}
