namespace Consent.Core.Registry;

/// <summary>An account's senders, each kind in the order of the numbers.</summary>
/// <param name="Numbers">Those that can be texted. They are read as far as needed: an account may have thousands.</param>
/// <param name="Names">Those that cannot be texted: the alphanumeric sender IDs.</param>
public sealed record AccountSenders(IEnumerable<SenderRoute> Numbers, IEnumerable<SenderRoute> Names)
{
    /// <summary>Gets the senders of no account.</summary>
    public static AccountSenders None { get; } = new([], []);

    /// <param name="senders">The account's, in the order of their numbers.</param>
    public static AccountSenders Of(IReadOnlyCollection<SenderRoute> senders) => new(
        senders.Where(sender => ReplyNumbers.CanBeTexted(sender.Number)),
        senders.Where(sender => !ReplyNumbers.CanBeTexted(sender.Number)));
}
