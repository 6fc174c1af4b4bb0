namespace Consent.Grains.Consents;

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
}
