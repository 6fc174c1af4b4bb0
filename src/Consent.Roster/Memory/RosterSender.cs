using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Roster.Memory;

/// <summary>A registered sender as it was when it was looked up, and its account as it is.</summary>
public sealed class RosterSender
{
    private readonly RosterAccount _account;
    private readonly string _displayName;
    private readonly long _revision;
    private readonly SenderNumber _replyNumber;

    internal RosterSender(Sender sender, RosterAccount account)
    {
        (Number, Kind, _displayName, _revision) = (sender.AsRegistered, sender.Kind, sender.DisplayName, sender.Revision);
        _replyNumber = sender.ReplyNumber.GetValueOrDefault();
        (_account, AccountSerial) = (account, account.Serial);
    }

    /// <summary>Gets the number, in the spelling in which it was registered.</summary>
    public SenderNumber Number { get; }

    public SenderKind Kind { get; }

    /// <summary>Gets its account, made ready for texts; null where that is not registered.</summary>
    public CompiledAccount? Settings => _account.Settings;

    /// <summary>Gets what its account does about an open review; unspecified where that is not registered.</summary>
    public PossibleOptOutPolicy PossibleOptOutPolicy => Settings?.Account.PossibleOptOutPolicy ?? PossibleOptOutPolicy.Unspecified;

    public SenderRoute Route => new(Number, Kind, _account.Id, ReplyNumber);

    /// <summary>Gets the sender, put together for each call: a server holds many senders and shows few.</summary>
    public Sender Sender => new()
    {
        Number = Number,
        Spelling = Number.OtherSpelling,
        Account = _account.Id,
        Kind = Kind,
        DisplayName = _displayName,
        ReplyNumber = ReplyNumber,
        Revision = _revision,
    };

    // Half the size of a nullable one.
    private SenderNumber? ReplyNumber => _replyNumber == default ? null : _replyNumber;

    // Here as well as in the account: a check reads one object less.
    internal uint AccountSerial { get; }
}
