using System.Collections.Concurrent;
using Consent.Core.Decisions;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Roster.Freshness;
using Consent.Storage.Replicas;

namespace Consent.Roster.Folding;

/// <summary>The ledger, folded into memory: every record that matters to a check, and since when that is known.</summary>
/// <remarks>
/// What is older than the roster's freshness can be relied on only in this order: first the gate, then the look-up, on the
/// same object.
/// </remarks>
public sealed class ReplicaRoster
{
    private readonly RosterTable _table = new();
    private readonly ConcurrentDictionary<AccountId, uint> _accountSerials = new();
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

    /// <summary>Gets since when the roster is known to be current: null while it is not.</summary>
    internal ClockReading? FreshAsOf => Volatile.Read(ref _freshAsOf);

    /// <summary>Gets the database whose ledger this is, and the mark of the last entry applied.</summary>
    internal LedgerHead? Head { get; private set; }

    /// <summary>Decides an ordinary SMS.</summary>
    public SendDecision Decide(SenderNumber sender, PhoneNumber customer) =>
        SendRules.DecideOrdinary(Find(sender, customer), default);

    /// <summary>What is known of a number's record; <c>default</c> where there is none.</summary>
    public Standing Find(SenderNumber sender, PhoneNumber customer) => _table.Find(RosterKey.ForNumber(sender, customer));

    internal void Add(RosterRecord record) => _table.Set(KeyOf(record.Key), record.Standing);

    internal void Loaded(LedgerHead head)
    {
        Head = head;
        Volatile.Write(ref _position, head.Position);
    }

    internal void Apply(RosterEntry entry)
    {
        if (entry.Change is { } change)
        {
            Add(change);
        }

        Head = Head! with { Position = entry.Position, Mark = entry.Mark };
        Volatile.Write(ref _position, entry.Position);
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

    private RosterKey KeyOf(RecordKey key) => key.Sender is { } sender
        ? RosterKey.ForNumber(sender, key.Customer)
        : RosterKey.ForAccount(SerialOf(key.Account!.Value), key.Customer);

    // Serial numbers are this roster's own, given in the order in which accounts are met.
    private uint SerialOf(AccountId account) => _accountSerials.GetOrAdd(account, _ => (uint)_accountSerials.Count + 1);
}
