using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>Something that a customer or an operator said about one record.</summary>
public sealed record ConsentEvent
{
    public required EventKind Kind { get; init; }

    /// <summary>Gets the message's id, or the idempotency key.</summary>
    public required string Id { get; init; }

    public required ConsentSource Source { get; init; }

    /// <summary>Gets when it reached the service, by the database's clock.</summary>
    public required Instant ArrivedAt { get; init; }

    /// <summary>Gets the time as given by the caller: when the provider received the text, or the customer asked.</summary>
    public Instant? GivenAt { get; init; }

    /// <summary>Gets when this attempt was sent, by the clock of <see cref="GivenAt"/>.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>Gets the number that was texted, or that the caller named.</summary>
    public SenderNumber? Sender { get; init; }

    /// <summary>Gets the account of that number then.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Gets the gateway that reports it; an empty name equals none.</summary>
    public string Gateway { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Evidence { get; init; } = "";

    /// <summary>Gets the text as received.</summary>
    public string Body { get; init; } = "";

    /// <summary>Gets the keyword or the rule that decided what the text means.</summary>
    public string Matched { get; init; } = "";

    /// <summary>Gets the version of the rules that read the text.</summary>
    public string RuleSet { get; init; } = "";

    public EventRepairs Repairs { get; init; }
}
