using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Fills in the replies that are texted to customers.</summary>
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
    private const string Help = "{business}: reply STOP to unsubscribe";
    private const string StillOptedOut = "{business}: you are still unsubscribed.";

    /// <summary>The replies of an account, or of a sender that is not registered.</summary>
    /// <remarks>Where START lifts nothing, no default promises that it does.</remarks>
    public static ReplyTexts Of(ReplyTemplates templates, string business, string scope, ResubscribePolicy policy)
    {
        var isManual = RecordRules.MayReactivate(policy);
        var howToReturn = isManual ? "Contact us to resubscribe." : "Reply START to resubscribe.";
        return new ReplyTexts(
            Text(templates.OptOutConfirmation, $"{OptOutConfirmation} {howToReturn}"),
            Text(templates.OptInConfirmation, OptInConfirmation),
            Text(templates.Help, isManual ? $"{Help}." : $"{Help}, START to resubscribe."),
            Text("", $"{StillOptedOut} {howToReturn}"));

        string Text(string template, string otherwise) => Fill(template.Length > 0 ? template : otherwise, business, scope);
    }

    // A filled-in name is not read again: a business may be called {scope}.
    internal static string Fill(string template, string business, string scope) => string.Join(
        business,
        template.Split(Business).Select(part => part.Replace(Scope, scope, StringComparison.Ordinal)));
}
