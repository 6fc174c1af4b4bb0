using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Roster.Clocks;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Memory;

/// <summary>
/// The ledger, folded into memory: every record that matters to a check, every account, sender and API key, and how fresh they are.
/// </summary>
/// <remarks>
/// A look-up is safe only in this order: pass the gate, then look up in the roster it returned.
/// </remarks>
public sealed class ReplicaRoster
{
    private readonly RosterTable _table = new();
    private ClockReading? _freshAsOf;
    private long _position;
    private readonly Lock _closing = new();
    private bool _closed;

    internal ReplicaRoster()
    {
    }

    /// <summary>Gets the ledger position up to which every entry is known.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Gets the number of records held.</summary>
    public long Count => _table.Count;

    /// <summary>Gets the time that the roster is fresh as of; null while it is not fresh.</summary>
    internal ClockReading? FreshAsOf => Volatile.Read(ref _freshAsOf);

    /// <summary>Gets the database whose ledger this is.</summary>
    internal string DatabaseId { get; private set; } = "";

    /// <summary>Gets the last entry applied.</summary>
    internal LedgerPoint End { get; private set; }

    /// <summary>Gets the last entries applied, and the last of the load.</summary>
    internal LedgerTrail Trail { get; } = new();

    /// <summary>Gets the place up to which every entry is known.</summary>
    internal Place Place => new(DatabaseId, End);

    /// <summary>Gets the accounts, senders and API keys.</summary>
    public RosterRegistry Registry { get; } = new();

    /// <summary>What is known of a number's record; <c>default</c> where there is none.</summary>
    public Standing Find(SenderNumber sender, PhoneNumber customer) => _table.Find(RosterKey.ForNumber(sender, customer));

    /// <summary>What is known of an account's record; <c>default</c> where there is none.</summary>
    public Standing Find(AccountId account, PhoneNumber customer) =>
        Registry.Known(account) is { } known ? FindOfAccount(known.Serial, customer) : default;

    /// <summary>What is known of a record; <c>default</c> where there is none.</summary>
    public Standing Find(in RecordKey key) =>
        key.Sender is { } sender ? Find(sender, key.Customer) : Find(key.Account!.Value, key.Customer);

    /// <summary>Both records of a pair, as they stood together at one ledger position.</summary>
    /// <remarks>
    /// Read one after the other, an older number's record and a newer account's could allow what no moment allowed. A record
    /// never stands as before again, its position only grows, and it counts its reviews: where the number's is the same before and
    /// after, it stood when the account's was read. Where there is no account's record there was none before, whichever account the sender has by now.
    /// </remarks>
    public PairStandings FindPair(SenderNumber sender, PhoneNumber customer)
    {
        var number = Find(sender, customer);
        return Registry.FindSender(sender) is { } registered
            ? FindPair(registered, customer, number)
            : new PairStandings(number, default);
    }

    /// <summary>Both records of a pair whose sender has been looked up in this roster: it stays with its account.</summary>
    public PairStandings FindPair(RosterSender sender, PhoneNumber customer) =>
        FindPair(sender, customer, Find(sender.Number, customer));

    /// <summary>Takes what a load brings, which is not found before all of it is <see cref="Loaded"/>.</summary>
    internal void Load(RosterChange change)
    {
        if (change.Record is { } record)
        {
            _table.Load(KeyOf(record.Key), record.Standing);
        }
        else
        {
            Register(change);
        }
    }

    internal void Loaded(LoadedLedger ledger)
    {
        _table.EndLoad();
        (DatabaseId, End) = (ledger.DatabaseId, ledger.End);
        Trail.Begin(End);
        Volatile.Write(ref _position, End.Position);
    }

    /// <summary>Whether this roster knows every entry up to a place. False also where its mark is no longer kept.</summary>
    internal bool Holds(Place place) =>
        place.DatabaseId == DatabaseId
        && (place.Entry == default || (Trail.TryMarkAt(place.Entry.Position, out var mark) && mark == place.Entry.Mark));

    /// <summary>Whether entries go on from what is known. The last one that is known already must have the same mark.</summary>
    /// <param name="before">The entry before the first of them.</param>
    /// <param name="entries">Entries without gaps.</param>
    internal Fit FitOf(LedgerPoint before, IReadOnlyList<RosterEntry> entries)
    {
        if (before.Position > Position)
        {
            return Fit.Gap;
        }

        var known = (int)Math.Min(Position - before.Position, entries.Count);
        var theirs = known == 0 ? before : new LedgerPoint(entries[known - 1].Position, entries[known - 1].Mark);
        if (theirs == default)
        {
            return Fit.GoesOn;
        }

        return Trail.TryMarkAt(theirs.Position, out var mark) ? mark == theirs.Mark ? Fit.GoesOn : Fit.Fork : Fit.Gap;
    }

    /// <summary>Applies those of some entries that are not known yet. They must go on from what is known.</summary>
    internal void ApplyNew(IReadOnlyList<RosterEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Position > Position)
            {
                Apply(entry);
            }
        }
    }

    internal void Apply(RosterEntry entry)
    {
        if (entry.Change is { Record: { } record })
        {
            _table.Set(KeyOf(record.Key), record.Standing);
        }
        else if (entry.Change is { } change)
        {
            Register(change);
        }

        Apply(entry.Change?.Review);
        Apply(entry.Change?.NumberReview);

        Trail.Add(entry);
        End = new LedgerPoint(entry.Position, entry.Mark);
        Volatile.Write(ref _position, entry.Position);
    }

    // Most have none, before and after, and take no place.
    private void Apply(RosterReview? change)
    {
        if (change is { } review && _table.Find(KeyOf(review.Key)) is var before && before.HasOpenReview != review.IsOpen)
        {
            _table.Set(KeyOf(review.Key), before.WithOpenReview(review.IsOpen));
        }
    }

    internal void BecomeFresh(ClockReading asOf)
    {
        lock (_closing)
        {
            Volatile.Write(ref _freshAsOf, _closed ? null : asOf);
        }
    }

    internal void LoseFreshness() => Volatile.Write(ref _freshAsOf, null);

    /// <summary>Never fresh again.</summary>
    internal void Close()
    {
        lock (_closing)
        {
            _closed = true;
            Volatile.Write(ref _freshAsOf, null);
        }
    }

    private void Register(RosterChange change)
    {
        if (change.Account is { } account)
        {
            Registry.Set(account);
        }
        else if (change.Sender is { } sender)
        {
            Registry.Set(sender);
        }
        else if (change.ApiKey is { } key)
        {
            Registry.Set(key);
        }
    }

    private PairStandings FindPair(RosterSender sender, PhoneNumber customer, Standing number)
    {
        while (true)
        {
            var account = FindOfAccount(sender.AccountSerial, customer);
            if (account.IsNone)
            {
                return Both(number, default, sender);
            }

            var again = Find(sender.Number, customer);
            if (again == number)
            {
                return Both(number, account, sender);
            }

            number = again;
        }
    }

    // Most records have no open review, and then the policy does not matter.
    private static PairStandings Both(in Standing number, in Standing account, RosterSender sender) =>
        new(number, account, number.HasOpenReview || account.HasOpenReview ? sender.PossibleOptOutPolicy : default);

    private Standing FindOfAccount(uint serial, PhoneNumber customer) => _table.Find(RosterKey.ForAccount(serial, customer));

    private RosterKey KeyOf(RecordKey key) => key.Sender is { } sender
        ? RosterKey.ForNumber(sender, key.Customer)
        : RosterKey.ForAccount(Registry.Named(key.Account!.Value).Serial, key.Customer);
}

/// <summary>How entries fit to what a roster knows.</summary>
internal enum Fit
{
    /// <summary>They go on from it.</summary>
    GoesOn,

    /// <summary>Entries are missing before them, or it cannot be told whether they are.</summary>
    Gap,

    /// <summary>Another entry stands where one is known.</summary>
    Fork,
}

/// <summary>Both records that bear on a pair, as they stood at one moment; <c>default</c> where there is none.</summary>
/// <param name="Number">The number's own.</param>
/// <param name="Account">That of the number's account.</param>
/// <param name="Policy">What the account does about an open review; unspecified where neither record has one, or there is no account.</param>
public readonly record struct PairStandings(
    Standing Number, Standing Account, PossibleOptOutPolicy Policy = PossibleOptOutPolicy.Unspecified)
{
    /// <summary>What the decision table says of a message; see <see cref="SendRules.Decide"/>.</summary>
    public SendDecision Decide(
        Channel channel = Channel.Sms, MessagePurpose purpose = MessagePurpose.Unspecified, bool replyPending = false) =>
        SendRules.Decide(channel, replyPending, Number, Account, purpose, Policy);
}
