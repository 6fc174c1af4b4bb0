namespace Consent.Core.Records;

public enum Channel
{
    /// <summary>Means SMS.</summary>
    Unspecified = 0,
    Sms = 1,
    Email = 2,
    Voice = 3,
    Mms = 4,
    Rcs = 5,
}
