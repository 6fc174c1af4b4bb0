namespace Consent.Core.Registry;

/// <summary>Checks a sender as given, and lists every problem.</summary>
public static class SenderChecks
{
    public static IReadOnlyList<FieldProblem> Of(Sender sender)
    {
        var problems = new FieldProblems();
        if (sender.Account == default)
        {
            problems.Add("account_id", FieldProblemReason.Required, "is required: a sender is registered for an account");
        }

        if (sender.Kind == SenderKind.Unspecified)
        {
            problems.Add("kind", FieldProblemReason.Required, "is required: it says what an opt-out covers");
        }

        problems.CheckKnown("kind", sender.Kind);
        problems.CheckLine("display_name", sender.DisplayName, AccountChecks.MaxName);
        return problems.All;
    }
}
