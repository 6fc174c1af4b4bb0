namespace Consent.Core.Texts.Sentences;

/// <summary>The context in which a phrase is a request: mostly, the words before it.</summary>
internal enum RequiredContext
{
    /// <summary>Any words before it.</summary>
    Any,

    /// <summary>The words ask to end something, unless they are negated, tell of the past or of another person.</summary>
    Ending,

    /// <summary>As <see cref="Ending"/>, where a number or phone was named before.</summary>
    OfNumber,

    /// <summary>As <see cref="Ending"/>, of sending, unless it is the customer's own: I'll stop texting.</summary>
    EndingSending,

    /// <summary>A negation that is a command: not "I don't text", not "why don't you call me".</summary>
    Command,

    /// <summary>A negation whose subject is the customer.</summary>
    OfCustomer,

    /// <summary>At the start of a clause, courtesy aside.</summary>
    Start,

    /// <summary>"no more messages", unless it tells that there are or were none.</summary>
    NothingMore,

    /// <summary>Not a question about what happened.</summary>
    NotPast,

    /// <summary>A keyword after other words: neither a question nor a wish nor negated.</summary>
    Bare,

    /// <summary>A wish of the customer's own.</summary>
    Wish,

    /// <summary>"the wrong number": as said of the number that was texted.</summary>
    WrongNumber,

    /// <summary>The customer tells what they said.</summary>
    Said,

    /// <summary>A statement, no question.</summary>
    Statement,

    /// <summary>A wish or request that is neither negated nor somebody else's.</summary>
    Asking,

    /// <summary>Said of us: "this is spam".</summary>
    Accusation,

    /// <summary>Not told as news: "just so you know, …".</summary>
    NoReport,
}
