using Consent.Core.Numbers;

namespace Consent.Core.Registry;

/// <summary>Checks a sender as given, and lists every problem.</summary>
public static class SenderChecks
{
    private const string ReplyNumber = "reply_number";

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
        if (sender.ReplyNumber is { } replyNumber)
        {
            CheckReplyNumber(problems, sender.Number, replyNumber);
        }

        return problems.All;
    }

    /// <summary>Checks the reply number against the registry.</summary>
    /// <param name="sender">The sender as given.</param>
    /// <param name="replyNumber">Its reply number as registered.</param>
    public static IReadOnlyList<FieldProblem> OfReplyNumber(Sender sender, in SenderRoute replyNumber)
    {
        var problems = new FieldProblems();
        if (sender.ReplyNumber is not null && replyNumber.Account != sender.Account)
        {
            problems.Add(
                ReplyNumber,
                FieldProblemReason.ReplyNumberNotRegistered,
                "is no sender of this account. Register it for the account first");
        }

        return problems.All;
    }

    private static void CheckReplyNumber(FieldProblems problems, SenderNumber sender, SenderNumber replyNumber)
    {
        if (ReplyNumbers.CanBeTexted(sender))
        {
            problems.Add(
                ReplyNumber,
                FieldProblemReason.ReplyNumberNotAccepted,
                "is for alphanumeric sender IDs only: customers text this sender itself");
        }

        if (!ReplyNumbers.CanBeTexted(replyNumber))
        {
            problems.Add(
                ReplyNumber,
                FieldProblemReason.ReplyNumberNotTextable,
                "is an alphanumeric sender ID, which nobody can text. Name an E.164 number or a code");
        }
    }
}
