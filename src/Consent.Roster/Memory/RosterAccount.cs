using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Roster.Memory;

/// <summary>An account that a record, a sender or the registry has named.</summary>
/// <param name="id">Its id, one string for all its senders.</param>
/// <param name="serial">This roster's own number for it, which stands for it in the keys of records.</param>
internal sealed class RosterAccount(AccountId id, uint serial)
{
    private CompiledAccount? _settings;

    // Most accounts have none.
    private OrderedList<ulong, RosterSender>? _names;

    public AccountId Id => id;

    public uint Serial => serial;

    /// <summary>Gets the account, made ready for texts; null while it is not registered.</summary>
    public CompiledAccount? Settings => Volatile.Read(ref _settings);

    public OrderedList<ulong, RosterSender> Senders { get; } = NewList();

    /// <summary>Gets those of its senders that cannot be texted.</summary>
    public IEnumerable<RosterSender> Names => Volatile.Read(ref _names) is { } names ? names.All : Array.Empty<RosterSender>();

    /// <summary>Adds or replaces a sender. One caller at a time.</summary>
    public void Set(RosterSender sender)
    {
        Senders.Set(sender);
        if (!ReplyNumbers.CanBeTexted(sender.Number))
        {
            var names = _names ?? NewList();
            names.Set(sender);
            Volatile.Write(ref _names, names);
        }
    }

    public void Change(CompiledAccount settings) => Volatile.Write(ref _settings, settings);

    private static OrderedList<ulong, RosterSender> NewList() =>
        new(sender => sender.Number.Packed, (left, right) => left.CompareTo(right));
}
