using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Fills in what is texted back to customers.</summary>
public static class ReplyText
{
    /// <summary>{scope} where an opt-out covers the number that was texted.</summary>
    public const string NumberScope = "this number";

    /// <summary>{scope} where it covers the whole account.</summary>
    public const string AccountScope = "us";

    private const string Business = "{business}";
    private const string Scope = "{scope}";

    private const string OptOutConfirmation = "{business}: you are unsubscribed and will receive no more messages from {scope}.";
    private const string OptInConfirmation = "{business}: you are subscribed again. Reply HELP for help, STOP to unsubscribe.";

    /// <summary>The replies of an account, or of a sender that is not registered.</summary>
    /// <remarks>Where START lifts nothing, no default promises that it does.</remarks>
    public static ReplyTexts Of(ReplyTemplates templates, string business, string scope, ResubscribePolicy policy)
    {
        var isManual = RecordRules.MayReactivate(policy);
        return new ReplyTexts(
            Text(templates.OptOutConfirmation, OptOutConfirmation + (isManual ? " Contact us to resubscribe." : " Reply START to resubscribe.")),
            Text(templates.OptInConfirmation, OptInConfirmation),
            Text(templates.Help, isManual ? "{business}: reply STOP to unsubscribe." : "{business}: reply STOP to unsubscribe, START to resubscribe."),
            Text("", "{business}: you are still unsubscribed. " + (isManual ? "Contact us to resubscribe." : "Reply START to resubscribe.")));

        string Text(string template, string otherwise) => Fill(template.Length > 0 ? template : otherwise, business, scope);
    }

    // What is filled in is not read again: a business may be called {scope}.
    internal static string Fill(string template, string business, string scope) => string.Join(
        business,
        template.Split(Business).Select(part => part.Replace(Scope, scope, StringComparison.Ordinal)));
}
