namespace Consent.Core.Registry;

/// <summary>Makes one sender of those that are registered under several spellings of one number.</summary>
public static class SenderMerge
{
    /// <summary>
    /// The sender as the first has it, under the canonical number. It is a standard number if any of them is: a STOP then covers no
    /// less than before.
    /// </summary>
    /// <param name="senders">The senders, that of the canonical number first if there is one.</param>
    public static Sender Of(IReadOnlyCollection<Sender> senders) => senders.First() with
    {
        Kind = senders.Any(sender => sender.Kind == SenderKind.Standard) ? SenderKind.Standard : senders.First().Kind,
        Revision = senders.Max(sender => sender.Revision) + 1,
    };

    /// <summary>Whether they agree whose number it is and what a STOP to it covers.</summary>
    public static bool Agree(IReadOnlyCollection<Sender> senders) =>
        senders.All(sender => sender.Account == senders.First().Account && sender.Kind == senders.First().Kind);
}
