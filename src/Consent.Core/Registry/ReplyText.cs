using System.Text.RegularExpressions;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Fills in the replies that are texted to customers.</summary>
public static partial class ReplyText
{
    /// <summary>The replies of an account's, to a text about one of its numbers or about all.</summary>
    public static ReplyTexts Of(Account account, bool isOfAccount) => Of(
        account.Replies,
        new ReplyValues(account.DisplayName, isOfAccount, account.SupportContact),
        BuiltInReplies.English,
        account.ResubscribePolicy);

    /// <summary>The replies of a sender whose account is not registered: it has the default policy.</summary>
    public static ReplyTexts Of(string business, bool isOfAccount) => Of(
        ReplyTemplates.Defaults, new ReplyValues(business, isOfAccount), BuiltInReplies.English, ResubscribePolicy.CustomerStart);

    /// <summary>A template with its placeholders replaced. A filled-in name is not read again: a business may be called {scope}.</summary>
    internal static string Fill(string template, ReplyValues values, BuiltInReplies language) => Placeholder().Replace(
        template,
        found => found.ValueSpan switch
        {
            "{business}" => values.Business,
            "{contact}" => values.Contact,
            _ => values.IsOfAccount ? language.AccountScope : language.NumberScope,
        });

    /// <summary>Whether a template holds a brace that is part of no placeholder.</summary>
    internal static bool HasOtherBrace(string template) => Placeholder().Replace(template, "").AsSpan().ContainsAny('{', '}');

    // Where START lifts nothing, no default promises that it does.
    private static ReplyTexts Of(ReplyTemplates templates, ReplyValues values, BuiltInReplies language, ResubscribePolicy policy)
    {
        var isManual = RecordRules.MayReactivate(policy);
        var hasContact = values.Contact.Length > 0;
        var howToReturn = !isManual ? language.ReplyStart : hasContact ? language.ContactThem : language.ContactUs;
        var help = isManual ? language.HelpWithoutStart : language.Help;
        return new ReplyTexts(
            Text(templates.OptOutConfirmation, $"{language.OptOutConfirmation} {howToReturn}"),
            Text(templates.OptInConfirmation, language.OptInConfirmation),
            Text(templates.Help, hasContact ? $"{help} {language.HelpFromThem}" : help),
            Text("", $"{language.StillOptedOut} {howToReturn}"));

        string Text(string template, string otherwise) => Fill(template.Length > 0 ? template : otherwise, values, language);
    }

    [GeneratedRegex(@"\{(business|scope|contact)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>What a reply's placeholders stand for.</summary>
/// <param name="Business">The name: {business}.</param>
/// <param name="IsOfAccount">Whether {scope} is all of the business's numbers, not the one that was texted.</param>
/// <param name="Contact">The contact: {contact}.</param>
internal readonly record struct ReplyValues(string Business, bool IsOfAccount, string Contact = "");
