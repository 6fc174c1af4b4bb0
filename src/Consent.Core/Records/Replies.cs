using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>The texts of the replies that an event may call for, filled in.</summary>
/// <param name="OptOutConfirmation">Follows an opt-out that applies, once.</param>
/// <param name="OptInConfirmation">Follows an opt-in that takes effect.</param>
/// <param name="Help">Answers a HELP.</param>
/// <param name="HowToReturn">Answers an opt-in that was not applied, or what may be one, of a customer who is opted out.</param>
/// <param name="StillSubscribed">Answers the same of a customer who is not opted out.</param>
public sealed record ReplyTexts(
    string OptOutConfirmation, string OptInConfirmation, string Help, string HowToReturn, string StillSubscribed = "")
{
    /// <summary>Gets the texts for what calls for no reply: it was not texted, or another record offers the reply.</summary>
    public static ReplyTexts None { get; } = new("", "", "", "");

    /// <summary>Gets the ledger position of the START that exempts the number from its account's opt-out; 0 for none.</summary>
    public long ExemptSince { get; init; }

    /// <summary>Gets a value indicating whether an opt-out blocks another record as well, which stood open until now.</summary>
    public bool BlocksMore { get; init; }

    /// <summary>The answer to an opt-in that changes nothing.</summary>
    /// <remarks>Servers of the version before send no text for a subscribed customer.</remarks>
    public string HowItStands(ConsentState state) =>
        state == ConsentState.OptedOut || StillSubscribed.Length == 0 ? HowToReturn : StillSubscribed;

    /// <summary>The texts for a customer who is opted out by another record: the record that is texted does not know.</summary>
    public ReplyTexts ForOptedOut() => this with { StillSubscribed = HowToReturn };
}

/// <summary>A text to send back.</summary>
/// <remarks><see cref="SendBefore"/> is null for a message that is no reply, which the record itself allows.</remarks>
public sealed record OfferedReply(MessagePurpose Purpose, string Body, Instant? SendBefore);

/// <summary>A reply that an inbound text called for: let through once, from the number that was texted.</summary>
public sealed record PendingReply(MessagePurpose Purpose, SenderNumber Sender, Instant SendBefore)
{
    /// <summary>Gets the outgoing message that used the reply up: null while unused, empty for a message without an id.</summary>
    public string? UsedBy { get; init; }

    public bool IsFor(SenderNumber sender, MessagePurpose purpose) => Sender == sender && Purpose == purpose;

    /// <summary>Whether it may still go out.</summary>
    public bool IsPendingAt(Instant now) => UsedBy is null && now < SendBefore;
}
