namespace Consent.Core.Texts;

/// <summary>The keywords of every account. None can be removed.</summary>
internal static class DefaultKeywords
{
    /// <summary>The opt-out from every number of the business.</summary>
    internal const string OptOutOfAllNumbers = "stopall";

    // Stop, quit, end, revoke, opt out, cancel and unsubscribe are named by 47 CFR 64.1200(a)(10).
    internal static readonly string[] OptOut =
    [
        "stop", OptOutOfAllNumbers, "unsubscribe", "unsub", "cancel", "end", "quit", "revoke", "optout", "remove",
        "arret", "alto", "parar", "baja",
    ];

    // Not "yes": it may be the answer to a question.
    internal static readonly string[] OptIn = ["start", "unstop", "nonarret", "resubscribe"];

    internal static readonly string[] Help = ["help", "info", "aide", "ayuda"];
}
