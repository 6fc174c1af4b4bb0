using Consent.Storage;
using Orleans.Storage;

namespace Consent.Grains.Consents;

/// <summary>The record could not be read or written; what became of the event is unknown. Sending it again is harmless.</summary>
[GenerateSerializer]
[Alias("Consent.Grains.RecordUnavailableException")]
public sealed class RecordUnavailableException : Exception
{
    private const string Failed = "The state could not be read or written.";

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
    internal static RecordUnavailableException Because(Exception failure) => failure switch
    {
        StorageBusyException busy => new(busy.Message, RecordFailure.Busy),
        InconsistentStateException or TimeoutException => new(Failed, RecordFailure.Passing),

        // Npgsql's own exception carries the timeout within.
        { InnerException: TimeoutException } => new(Failed, RecordFailure.Passing),
        _ => new(Failed, RecordFailure.Storage),
    };
}
