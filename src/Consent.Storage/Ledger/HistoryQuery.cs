using Consent.Core.Numbers;

namespace Consent.Storage.Ledger;

/// <summary>Which of one customer's entries are asked for: one sender's, one account's, or all.</summary>
public sealed record HistoryQuery
{
    public required PhoneNumber Customer { get; init; }

    /// <summary>Gets the sender to narrow to: the records of this number, and the texts to it whichever record they changed.</summary>
    public SenderNumber? Sender { get; init; }

    /// <summary>
    /// Gets the account to narrow to, where no sender is given: its records, those of its numbers, and the texts to any of them, also
    /// from before they were registered.
    /// </summary>
    public AccountId? Account { get; init; }

    /// <summary>Gets a value indicating whether the changes of the accounts and senders that these entries speak of are entries too.</summary>
    public bool WithAccountChanges { get; init; }
}
