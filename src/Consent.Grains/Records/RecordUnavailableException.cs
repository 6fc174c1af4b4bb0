using Consent.Storage.Database;
using Orleans.Storage;

namespace Consent.Grains.Records;

/// <summary>The record could not be read or written; what became of the event is unknown. Sending it again is harmless.</summary>
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

    /// <summary>What a caller is told of a failure of the storage.</summary>
    internal static RecordUnavailableException Because(Exception failure) =>
        new("The state could not be read or written.", FailureOf(failure));

    // Orleans puts what its storage throws into an exception of its own, and Npgsql a timeout into one of its.
    private static RecordFailure FailureOf(Exception? failure) => failure switch
    {
        null => RecordFailure.Storage,
        StorageBusyException => RecordFailure.Busy,
        InconsistentStateException or TimeoutException => RecordFailure.Passing,
        _ => FailureOf(failure.InnerException),
    };
}
