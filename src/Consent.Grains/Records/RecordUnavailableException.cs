using Consent.Storage.Database;
using Orleans.Storage;

namespace Consent.Grains.Records;

/// <summary>The record could not be read or written. The event's outcome is unknown; sending it again is harmless.</summary>
[GenerateSerializer]
[Alias("Consent.Grains.RecordUnavailableException")]
public sealed class RecordUnavailableException : Exception
{
    public RecordUnavailableException()
    {
    }

    public RecordUnavailableException(string message)
        : base(message)
    {
    }

    public RecordUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public RecordUnavailableException(string message, RecordFailure failure)
        : base(message) => Failure = failure;

    [Id(0)]
    public RecordFailure Failure { get; private set; }

    /// <summary>The exception that tells a caller of a failure of the storage.</summary>
    internal static RecordUnavailableException Because(Exception failure) =>
        new("The state could not be read or written.", FailureOf(failure));

    // Orleans wraps its storage's exceptions, and Npgsql wraps a timeout.
    private static RecordFailure FailureOf(Exception? failure) => failure switch
    {
        null => RecordFailure.Storage,
        StorageBusyException => RecordFailure.Busy,
        InconsistentStateException or TimeoutException => RecordFailure.Passing,
        _ => FailureOf(failure.InnerException),
    };
}

/// <summary>Why a record could not be read or written.</summary>
public enum RecordFailure
{
    /// <summary>The database failed: it is away, full or broken.</summary>
    Storage = 0,

    /// <summary>A write conflict, a timeout or a dropped activation: likely to pass when asked again.</summary>
    Passing = 1,

    /// <summary>Too many writes are waiting: it was not tried.</summary>
    Busy = 2,
}
