using System.Text.Json.Serialization;
using Consent.V1;

namespace Consent.Torture.Histories;

/// <summary>One question whether a message may go out, and its answer: a single check, or one item of a batch or a stream.</summary>
internal sealed record CheckOperation
{
    [JsonConverter(typeof(PooledStrings))]
    public required string Client { get; init; }

    /// <summary>Gets the server that was called, from 1.</summary>
    public required int Server { get; init; }

    /// <summary>Gets a value indicating whether the client goes around, rather than stay with this server.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Roams { get; init; }

    /// <summary>Gets when it was called, in microseconds of the run's monotonic clock: for an item of a stream, when it was sent.</summary>
    public required long Called { get; init; }

    /// <summary>Gets when it returned; null where it never did.</summary>
    public long? Returned { get; init; }

    public CheckForm Form { get; init; }

    /// <summary>Gets the index within the batch; 0 otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Item { get; init; }

    /// <summary>Gets the sender number, in its canonical form.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public required string Sender { get; init; }

    [JsonConverter(typeof(PooledStrings))]
    public required string Customer { get; init; }

    /// <summary>Gets the outgoing message's id, where the purpose was the confirmation of an opt-out or the answer to a HELP.</summary>
    public string? ReplyId { get; init; }

    /// <summary>Gets the answer; null where there was none.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Gets the reason; null for an allowed item of a batch, which tells none.</summary>
    public DecisionReason? Reason { get; init; }

    /// <summary>Gets the ledger position of the answer.</summary>
    public long Position { get; init; }

    public Refusal? Refused { get; init; }

    [JsonIgnore]
    public bool IsAnswered => Decision is not null && Returned is not null;
}
