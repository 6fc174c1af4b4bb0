namespace Consent.Core.Registry;

/// <summary>Checks an account's replies, as written and as filled in.</summary>
internal static class ReplyChecks
{
    /// <summary>The most characters of a reply.</summary>
    public const int MaxReply = 480;

    private const string Contact = "{contact}";

    public static void Add(FieldProblems problems, Account account)
    {
        Add(problems, "replies.opt_out_confirmation", account.Replies.OptOutConfirmation, account);
        Add(problems, "replies.opt_in_confirmation", account.Replies.OptInConfirmation, account);
        Add(problems, "replies.help", account.Replies.Help, account);
    }

    private static void Add(FieldProblems problems, string field, string template, Account account)
    {
        problems.CheckNotBlank(field, template);
        if (template.Length > MaxReply || Longest(template, account) > MaxReply)
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
                field, FieldProblemReason.PlaceholderUnknown, "knows {business}, {scope} and {contact} only; no other braces");
        }

        if (account.SupportContact.Length == 0 && template.Contains(Contact, StringComparison.Ordinal))
        {
            problems.Add(field, FieldProblemReason.PlaceholderUnknown, "names {contact}, but support_contact is empty");
        }
    }

    private static int Longest(string template, Account account) => Math.Max(
        Length(template, account, isOfAccount: false), Length(template, account, isOfAccount: true));

    private static int Length(string template, Account account, bool isOfAccount) => ReplyText.Fill(
        template,
        new ReplyValues(account.DisplayName, isOfAccount, account.SupportContact),
        ReplyLanguages.English).Length;
}
