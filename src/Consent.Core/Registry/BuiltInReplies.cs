namespace Consent.Core.Registry;

/// <summary>The built-in replies of one language, as templates with {business}, {scope} and {contact}.</summary>
public sealed record BuiltInReplies
{
    public static BuiltInReplies English { get; } = new()
    {
        NumberScope = "this number",
        AccountScope = "us",
        OptOutConfirmation = "{business}: you are unsubscribed and will receive no more messages from {scope}.",
        OptInConfirmation = "{business}: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
        StillOptedOut = "{business}: you are still unsubscribed.",
        ReplyStart = "Reply START to resubscribe.",
        ContactUs = "Contact us to resubscribe.",
        ContactThem = "Contact {contact} to resubscribe.",
        Help = "{business}: reply STOP to unsubscribe, START to resubscribe.",
        HelpWithoutStart = "{business}: reply STOP to unsubscribe.",
        HelpFromThem = "For help, contact {contact}.",
    };

    /// <summary>Gets {scope} where an opt-out covers the number that was texted.</summary>
    public required string NumberScope { get; init; }

    /// <summary>Gets {scope} where it covers the whole account.</summary>
    public required string AccountScope { get; init; }

    /// <summary>Gets the confirmation of an opt-out; how to come back follows.</summary>
    public required string OptOutConfirmation { get; init; }

    public required string OptInConfirmation { get; init; }

    /// <summary>Gets the answer to an opt-in that was not applied; how to come back follows.</summary>
    public required string StillOptedOut { get; init; }

    /// <summary>Gets how to come back.</summary>
    public required string ReplyStart { get; init; }

    /// <summary>Gets how to come back where a START lifts nothing.</summary>
    public required string ContactUs { get; init; }

    /// <summary>Gets the same where the account has a contact.</summary>
    public required string ContactThem { get; init; }

    public required string Help { get; init; }

    /// <summary>Gets the answer to a HELP where a START lifts nothing.</summary>
    public required string HelpWithoutStart { get; init; }

    /// <summary>Gets what follows it where the account has a contact.</summary>
    public required string HelpFromThem { get; init; }
}
