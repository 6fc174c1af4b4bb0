using Consent.Core.Registry;

namespace Consent.Roster.Folding;

/// <summary>A registered sender as this roster has it; what it tells changes as entries are applied.</summary>
public sealed class RosterSender
{
    private Sender _sender;

    internal RosterSender(Sender sender, RosterAccount account) => (_sender, Account) = (sender, account);

    public Sender Sender => Volatile.Read(ref _sender);

    /// <summary>Gets its account, made ready for texts; null where that is not registered.</summary>
    public AccountSettings? Settings => Account.Settings;

    public SenderRoute Route => SenderRoute.Of(Sender);

    internal RosterAccount Account { get; }

    internal void Change(Sender sender) => Volatile.Write(ref _sender, sender);
}
