using Consent.Core.Numbers;
using Consent.Roster.Memory;

namespace Consent.Grpc.Watching;

/// <summary>Which entries a watcher has asked for.</summary>
/// <param name="Account">Whose; null for everybody's.</param>
/// <param name="WithAccountChanges">Whether changes of accounts and senders are among them.</param>
internal readonly record struct WatchFilter(AccountId? Account, bool WithAccountChanges)
{
    public bool Lets(WatchedEntry entry, RosterRegistry registry)
    {
        if (entry.IsAccountChange && !WithAccountChanges)
        {
            return false;
        }

        if (Account is not { } account)
        {
            return true;
        }

        var id = account.ToString();
        return entry.Account == id || entry.RecordAccount == id || Belongs(entry.Sender) || Belongs(entry.RecordSender);

        bool Belongs(SenderNumber? sender) => sender is { } number && registry.RouteOf(number).Account == account;
    }
}
