namespace Consent.Torture.Checking;

/// <param name="EntryPosition">The entry.</param>
/// <param name="State">Subscribed, unless an opt-out stands.</param>
/// <param name="WasOptedOut">Whether an opt-out ever applied.</param>
/// <param name="IsByStart">Whether what decided was the customer's own START.</param>
/// <param name="At">When what decided happened.</param>
/// <param name="Position">The position of the entry that decided.</param>
internal readonly record struct RecordStanding(
    long EntryPosition, ConsentState State, bool WasOptedOut, bool IsByStart, long At, long Position)
{
    public static readonly RecordStanding None = new(0, ConsentState.Subscribed, false, false, long.MinValue, 0);

    public bool IsOptedOut => State == ConsentState.OptedOut;

    public bool IsResubscribed => WasOptedOut && !IsOptedOut;

    /// <summary>
    /// The record of a phone after its records of two spellings were made one. The event that decided keeps its place. The opt-out wins
    /// where the servers are in doubt, so only an opt-in that is later than the opt-out may stand.
    /// </summary>
    public RecordStanding Merged(RecordStanding other, EntryRead merge)
    {
        var (earlier, later) = At <= other.At ? (this, other) : (other, this);
        var deciding = later.State == merge.State ? later : earlier.IsOptedOut ? earlier : later;
        return deciding with { EntryPosition = merge.Position, WasOptedOut = WasOptedOut || other.WasOptedOut };
    }

    public RecordStanding After(EntryRead entry)
    {
        var state = entry.Kind switch
        {
            LedgerEntryKind.OptedOut => ConsentState.OptedOut,
            LedgerEntryKind.OptedIn or LedgerEntryKind.Reactivated => ConsentState.Subscribed,
            _ => State,
        };
        var after = this with
        {
            EntryPosition = entry.Position,
            State = state,
            WasOptedOut = WasOptedOut || state == ConsentState.OptedOut,
        };

        // A second STOP that is older than the first, or a START, changes nothing of what decided.
        return entry.Moved || state != State
            ? after with
            {
                IsByStart = state == ConsentState.Subscribed && entry.Source == ConsentSource.InboundSms,
                At = entry.OccurredAt,
                Position = entry.Position,
            }
            : after;
    }
}
