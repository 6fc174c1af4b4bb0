using System.Text.RegularExpressions;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Fills in the replies that are texted to customers.</summary>
public static partial class ReplyText
{
    private const string English = "en";
    private const string ReplyNumber = "{reply_number}";

    /// <summary>The replies of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="isOfAccount">Whether the text is about all of its numbers, not the one that was texted.</param>
    /// <param name="way">How customers reply to the sender, and return.</param>
    /// <param name="language">The BCP 47 tag of the language that was texted in; empty where the text names none.</param>
    public static ReplyTexts Of(Account account, bool isOfAccount, in ReplyWay way, string language = "")
    {
        var builtIn = ReplyLanguages.Find(language);
        var values = new ReplyValues(account.DisplayName, isOfAccount, account.SupportContact, way.Number?.AsGiven ?? "");

        // In the language of the text, were it the built-in reply, before the account's own in another.
        return builtIn is null
            ? Of(account.Replies.Or(account.RepliesByLanguage.Find(English)), values, ReplyLanguages.English, way)
            : Of(account.RepliesByLanguage.Find(language), values, builtIn, way);
    }

    /// <summary>The replies of a business whose account is not registered.</summary>
    public static ReplyTexts Of(string business, bool isOfAccount, in ReplyWay way, string language = "") => Of(
        ReplyTemplates.Defaults,
        new ReplyValues(business, isOfAccount, ReplyNumber: way.Number?.AsGiven ?? ""),
        ReplyLanguages.Find(language) ?? ReplyLanguages.English,
        way);

    /// <summary>A template with its placeholders replaced. A filled-in name is not read again: a business may be called {scope}.</summary>
    internal static string Fill(string template, ReplyValues values, ReplyLanguage language) => Placeholder().Replace(
        template,
        found => found.ValueSpan switch
        {
            "{business}" => values.Business,
            "{contact}" => values.Contact,
            ReplyNumber => values.ReplyNumber,
            _ => values.IsOfAccount ? language.Us : language.ThisNumber,
        });

    /// <summary>The parts of a template between its placeholders.</summary>
    internal static IEnumerable<string> Parts(string template) => Placeholder().Split(template).Where((_, i) => i % 2 == 0);

    /// <summary>Whether a template holds a brace that is part of no placeholder.</summary>
    internal static bool HasOtherBrace(string template) => Placeholder().Replace(template, "").AsSpan().ContainsAny('{', '}');

    // Where START lifts nothing, no default promises that it does.
    private static ReplyTexts Of(ReplyTemplates templates, ReplyValues values, ReplyLanguage language, ReplyWay way)
    {
        var hasContact = values.Contact.Length > 0;
        var (howToReturn, help) = way switch
        {
            { Number: null } => (hasContact ? language.Contact : language.ContactUs, language.Help),
            { IsReply: true } => (language.ReplyStart, language.HelpWithStart),
            { TakesStop: true } => (language.TextStart, language.HelpByText),
            _ => (language.TextStart, Join(language.Help, language.TextStart)),
        };
        return new ReplyTexts(
            Text(templates.OptOutConfirmation, Join(language.Unsubscribed, howToReturn)),
            Text(templates.OptInConfirmation, language.Subscribed),
            Text(templates.Help, hasContact ? Join(help, language.HelpContact) : help),
            Text("", Join(language.StillUnsubscribed, howToReturn)),
            Text("", language.StillSubscribed));

        string Text(string template, string otherwise) => Fill(IsUsable(template) ? template : otherwise, values, language);

        // One that names a reply number says nothing where there is none.
        bool IsUsable(string template) =>
            template.Length > 0 && (way.Number is not null || !template.Contains(ReplyNumber, StringComparison.Ordinal));
    }

    // Chinese has no space between sentences.
    private static string Join(string sentence, string next) => sentence.EndsWith('。') ? sentence + next : $"{sentence} {next}";

    [GeneratedRegex(@"\{(business|scope|contact|reply_number)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>What a reply's placeholders stand for.</summary>
/// <param name="Business">The name: {business}.</param>
/// <param name="IsOfAccount">Whether {scope} is all of the business's numbers, not the one that was texted.</param>
/// <param name="Contact">The contact: {contact}.</param>
/// <param name="ReplyNumber">The number to text START to: {reply_number}.</param>
internal readonly record struct ReplyValues(string Business, bool IsOfAccount, string Contact = "", string ReplyNumber = "");
