namespace Consent.Core.Registry;

/// <summary>Checks an account as given, and lists every problem.</summary>
public static class AccountChecks
{
    /// <summary>The most characters of a business's, a product's or a sender's name.</summary>
    public const int MaxName = 64;

    /// <summary>The most characters of a contact.</summary>
    public const int MaxContact = 100;

    public static IReadOnlyList<FieldProblem> Of(Account account)
    {
        var problems = new FieldProblems();
        if (string.IsNullOrWhiteSpace(account.DisplayName))
        {
            problems.Add("display_name", FieldProblemReason.Required, "is required: replies to customers name the business");
        }

        problems.CheckLine("display_name", account.DisplayName, MaxName);
        problems.CheckLine("product_name", account.ProductName, MaxName);
        problems.CheckKnown("resubscribe_policy", account.ResubscribePolicy);
        problems.CheckKnown("keyword_matching", account.KeywordMatching);
        problems.CheckKnown("possible_opt_out_policy", account.PossibleOptOutPolicy);
        problems.CheckLine("support_contact", account.SupportContact, MaxContact);
        problems.CheckNotBlank("support_contact", account.SupportContact);
        KeywordChecks.Add(problems, account.Keywords);
        ReplyChecks.Add(problems, account);
        return problems.All;
    }
}
