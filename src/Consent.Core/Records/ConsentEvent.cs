using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>Something that a customer or an operator said about one record.</summary>
public sealed record ConsentEvent
{
    public required EventKind Kind { get; init; }

    /// <summary>Gets the message id, or the idempotency key.</summary>
    public required string Id { get; init; }

    public required ConsentSource Source { get; init; }

    /// <summary>Gets when it reached the service, by the database's clock.</summary>
    public required Instant ArrivedAt { get; init; }

    /// <summary>Gets the time as given by the caller: when the provider received the text, or the customer asked.</summary>
    public Instant? GivenAt { get; init; }

    /// <summary>Gets when this attempt was sent, by the clock of <see cref="GivenAt"/>.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>Gets the customer in the spelling given; null where that is the canonical number.</summary>
    public PhoneNumber? Customer { get; init; }

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

    /// <summary>Gets why the text meant what it meant: the keyword or the name of the rule.</summary>
    public string Matched { get; init; } = "";

    /// <summary>Gets the version of the rules that read the text.</summary>
    public string RuleSet { get; init; } = "";

    public EventRepairs Repairs { get; init; }

    /// <summary>Gets the ledger position of the text whose review this settles; null for any other event.</summary>
    public long? ReviewOf { get; init; }
}

/// <summary>What was said. Part of what makes an event a repetition of another.</summary>
public enum EventKind
{
    Unspecified = 0,
    OptOut = 1,
    OptIn = 2,
    Help = 3,
    PossibleOptOut = 4,
    Reactivation = 5,
    ReplySent = 6,
    PossibleOptIn = 7,

    /// <summary>A person found that a text that may have been an opt-out is none.</summary>
    ReviewedNotOptOut = 8,

    /// <summary>Nobody said anything: records of one phone became one.</summary>
    Merge = 9,
}

public enum ConsentSource
{
    Unspecified = 0,
    InboundSms = 1,
    Operator = 2,
    WebForm = 3,
    PhoneCall = 4,
    Email = 5,
    PostalMail = 6,
    Import = 7,
    Provider = 8,
    Carrier = 9,

    /// <summary>The customer tapped a button, such as the one to unsubscribe that a phone shows with an RCS message.</summary>
    Button = 10,
}

/// <summary>What was wrong with a customer's text or an import's row, and was repaired rather than refused.</summary>
[Flags]
public enum EventRepairs
{
    None = 0,

    /// <summary>The body was over 1,600 characters and was cut there.</summary>
    BodyCut = 1,

    /// <summary>A time was malformed, before 2000 or ahead, and counts as not given.</summary>
    TimeIgnored = 2,

    /// <summary>The keyword of an import's row was over 64 characters and was cut there.</summary>
    KeywordCut = 4,

    /// <summary>Control characters in the keyword of an import's row were replaced.</summary>
    KeywordCleaned = 8,

    /// <summary>What cannot be seen around the number of an import's row was left out, or an apostrophe before its plus sign.</summary>
    NumberTrimmed = 16,
}
