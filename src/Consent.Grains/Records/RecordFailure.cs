namespace Consent.Grains.Records;

/// <summary>Why a record could not be read or written.</summary>
public enum RecordFailure
{
    /// <summary>The database failed: it is away, full or broken.</summary>
    Storage = 0,

    /// <summary>Another has written it, the database took too long, or the activation was dropped meanwhile: likely gone when asked again.</summary>
    Passing = 1,

    /// <summary>Too many writes wait: it was not tried.</summary>
    Busy = 2,
}
