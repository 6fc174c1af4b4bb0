using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>A reply that an inbound text called for: let through once, from the number that was texted.</summary>
public sealed record PendingReply(MessagePurpose Purpose, SenderNumber Sender, Instant SendBefore)
{
    /// <summary>Gets the outgoing message that used the reply up: null while unused, empty for a message without an id.</summary>
    public string? UsedBy { get; init; }

    public bool IsFor(SenderNumber sender, MessagePurpose purpose) => Sender == sender && Purpose == purpose;

    /// <summary>Whether it may still go out.</summary>
    public bool IsPendingAt(Instant now) => UsedBy is null && now < SendBefore;
}
