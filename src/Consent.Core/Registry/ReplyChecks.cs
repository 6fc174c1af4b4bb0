namespace Consent.Core.Registry;

/// <summary>Checks an account's replies, as written and as filled in.</summary>
internal static class ReplyChecks
{
    /// <summary>The most characters of a reply.</summary>
    public const int MaxReply = 480;

    public static void Add(FieldProblems problems, Account account)
    {
        Add(problems, "replies.opt_out_confirmation", account.Replies.OptOutConfirmation, account.DisplayName);
        Add(problems, "replies.opt_in_confirmation", account.Replies.OptInConfirmation, account.DisplayName);
        Add(problems, "replies.help", account.Replies.Help, account.DisplayName);
    }

    private static void Add(FieldProblems problems, string field, string template, string business)
    {
        if (template.Length > MaxReply || ReplyText.Fill(template, business, ReplyText.NumberScope).Length > MaxReply)
        {
            problems.TooLong(field, MaxReply);
        }

        if (template.Any(character => char.IsControl(character) && character is not ('\n' or '\r')))
        {
            problems.Add(field, FieldProblemReason.ControlCharacter, "holds no control characters but line breaks");
        }

        if (ReplyText.Fill(template, "", "").AsSpan().ContainsAny('{', '}'))
        {
            problems.Add(field, FieldProblemReason.PlaceholderUnknown, "knows {business} and {scope} only; no other braces");
        }
    }
}
