namespace Consent.Core.Registry;

/// <summary>Makes one sender of those that are registered under several spellings of one number.</summary>
public static class SenderMerge
{
    /// <summary>
    /// The sender that goes on. It is a standard number if any of them is: a STOP then covers no less than before.
    /// </summary>
    /// <param name="canonical">The one under the canonical number, which stays with its account; null for none.</param>
    /// <param name="older">Those under other spellings.</param>
    public static Sender Of(Sender? canonical, IReadOnlyList<Sender> older)
    {
        var kept = canonical ?? older[0];
        return kept with
        {
            Spelling = kept.Spelling ?? kept.Number.OtherSpelling,
            Kind = older.Any(sender => sender.Kind == SenderKind.Standard) ? SenderKind.Standard : kept.Kind,
            Revision = (canonical?.Revision ?? older.Max(sender => sender.Revision)) + 1,
        };
    }

    /// <summary>Whether one that goes on has the account and the kind of another.</summary>
    public static bool Agree(Sender merged, Sender sender) => (merged.Account, merged.Kind) == (sender.Account, sender.Kind);
}
