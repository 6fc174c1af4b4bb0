using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Checks an account's replies, as written and as filled in.</summary>
internal static class ReplyChecks
{
    /// <summary>The most characters of a reply.</summary>
    public const int MaxReply = 480;

    /// <summary>The most languages that an account has replies for.</summary>
    public const int MaxLanguages = 20;

    private const string Contact = "{contact}";
    private const string ReplyNumber = "{reply_number}";

    // As long as any.
    private const string AnyNumber = "+000000000000000";

    public static void Add(FieldProblems problems, Account account)
    {
        Add(problems, "replies", account.Replies, account, ReplyLanguages.English);
        var languages = account.RepliesByLanguage.All;
        if (languages.Length > MaxLanguages)
        {
            problems.TooMany("replies_by_language", MaxLanguages);
            return;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (tag, templates) in languages)
        {
            var field = $"replies_by_language[{LanguageTag.Shown(tag)}]";
            AddTag(problems, field, tag, isRepeated: !seen.Add(tag));
            Add(problems, field, templates, account, ReplyLanguages.Find(tag) ?? ReplyLanguages.English);
        }
    }

    private static void AddTag(FieldProblems problems, string field, string tag, bool isRepeated)
    {
        if (tag.Length > LanguageTag.MaxLength)
        {
            problems.TooLong(field, LanguageTag.MaxLength);
        }
        else if (!LanguageTag.IsWellFormed(tag))
        {
            problems.Add(field, FieldProblemReason.LanguageTagInvalid, "is no language tag, such as es or es-MX");
        }
        else if (isRepeated)
        {
            problems.Add(field, FieldProblemReason.LanguageRepeated, "is listed before");
        }
    }

    private static void Add(
        FieldProblems problems, string field, ReplyTemplates templates, Account account, ReplyLanguage language)
    {
        Add(problems, $"{field}.opt_out_confirmation", templates.OptOutConfirmation, account, language);
        Add(problems, $"{field}.opt_in_confirmation", templates.OptInConfirmation, account, language);
        Add(problems, $"{field}.help", templates.Help, account, language);
    }

    private static void Add(
        FieldProblems problems, string field, string template, Account account, ReplyLanguage language)
    {
        problems.CheckNotBlank(field, template);
        if (template.Length > MaxReply || Longest(template, account, language) > MaxReply)
        {
            problems.TooLong(field, MaxReply);
        }

        if (template.Any(character => char.IsControl(character) && character is not ('\n' or '\r')))
        {
            problems.Add(field, FieldProblemReason.ControlCharacter, "holds no control characters but line breaks");
        }

        if (ReplyText.HasOtherBrace(template))
        {
            problems.Add(
                field,
                FieldProblemReason.PlaceholderUnknown,
                "knows {business}, {scope}, {contact} and {reply_number} only; no other braces");
        }

        if (account.SupportContact.Length == 0 && template.Contains(Contact, StringComparison.Ordinal))
        {
            problems.Add(field, FieldProblemReason.PlaceholderUnknown, "names {contact}, but support_contact is empty");
        }

        if (RecordRules.MayReactivate(account.ResubscribePolicy) && template.Contains(ReplyNumber, StringComparison.Ordinal))
        {
            problems.Add(
                field,
                FieldProblemReason.PlaceholderUnknown,
                "names {reply_number}, but no START lifts an opt-out under MANUAL_REACTIVATION");
        }
    }

    private static int Longest(string template, Account account, ReplyLanguage language)
    {
        var values = new ReplyValues(account.DisplayName, IsOfAccount: false, account.SupportContact, AnyNumber);
        return Math.Max(
            ReplyText.Fill(template, values, language).Length,
            ReplyText.Fill(template, values with { IsOfAccount = true }, language).Length);
    }
}
