using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>One question whether a message may go out, and its answer: a single check, or one item of a batch or a stream.</summary>
internal sealed record CheckOperation : HistoryLine
{
    public required string Client { get; init; }

    public required int Server { get; init; }

    /// <summary>Gets a value indicating whether the client goes around, rather than stay with this server.</summary>
    public bool Roams { get; init; }

    /// <summary>Gets when it was called, in microseconds of the run's monotonic clock: for an item of a stream, when it was sent.</summary>
    public required long Called { get; init; }

    public long? Returned { get; init; }

    public CheckForm Form { get; init; }

    public int Item { get; init; }

    /// <summary>Gets the sender number, in its canonical form.</summary>
    public required string Sender { get; init; }

    public required string Customer { get; init; }

    /// <summary>Gets the outgoing message's id, where the purpose was the confirmation of an opt-out or the answer to a HELP.</summary>
    public string? ReplyId { get; init; }

    public Decision? Decision { get; init; }

    /// <summary>Gets the reason; null for an allowed item of a batch, which tells none.</summary>
    public DecisionReason? Reason { get; init; }

    public long Position { get; init; }

    public Refusal? Refused { get; init; }

    [JsonIgnore]
    public bool IsAnswered => Decision is not null && Returned is not null;
}

internal enum CheckForm
{
    Single,
    Batch,
    Stream,
}

/// <summary>The status of a call that was not answered, and its ErrorInfo's reason, where it has one.</summary>
internal sealed record Refusal(StatusCode Status, string? Reason = null)
{
    /// <summary>Gets a value indicating whether the status says that nothing was changed; any other leaves the outcome unknown.</summary>
    [JsonIgnore]
    public bool ChangedNothing => Status is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists
        or StatusCode.FailedPrecondition or StatusCode.OutOfRange or StatusCode.Unimplemented or StatusCode.Unauthenticated
        or StatusCode.PermissionDenied;
}
