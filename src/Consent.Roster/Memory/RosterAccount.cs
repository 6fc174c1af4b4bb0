using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Roster.Memory;

/// <summary>An account that a record, a sender or the registry has named.</summary>
/// <param name="id">Its id, one string for all its senders.</param>
/// <param name="serial">This roster's own number for it, which stands for it in the keys of records.</param>
internal sealed class RosterAccount(AccountId id, uint serial)
{
    private CompiledAccount? _settings;

    public AccountId Id => id;

    public uint Serial => serial;

    /// <summary>Gets the account, made ready for texts; null while it is not registered.</summary>
    public CompiledAccount? Settings => Volatile.Read(ref _settings);

    public OrderedList<ulong, RosterSender> Senders { get; } =
        new(sender => sender.Number.Packed, (left, right) => left.CompareTo(right));

    public void Change(CompiledAccount settings) => Volatile.Write(ref _settings, settings);
}
