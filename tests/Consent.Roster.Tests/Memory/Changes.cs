using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Roster.Memory;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Memory;

/// <summary>Entries of a ledger, numbered as they come.</summary>
internal sealed class Changes
{
    private long _position;

    public Changes() => Roster.Loaded(new LoadedLedger("database", default));

    public ReplicaRoster Roster { get; } = new();

    public static PhoneNumber Customer(int number) => PhoneNumber.Parse($"+1555{7_000_000 + number}");

    public static SenderNumber Number(int number) => SenderNumber.Parse($"+1555{1_000_000 + number}");

    public static AccountId Account(int number) => AccountId.Parse($"account-{number}");

    public void Register(int account, string name = "Acme", long revision = 1, PossibleOptOutPolicy policy = default) =>
        Apply(new RosterChange(Account: new Account
        {
            Id = Account(account), DisplayName = name, Revision = revision, PossibleOptOutPolicy = policy,
        }));

    public void Register(int account, int sender, SenderKind kind = SenderKind.Engage, long revision = 1) =>
        Apply(new RosterChange(Sender: new Sender
        {
            Number = Number(sender),
            Account = Account(account),
            Kind = kind,
            DisplayName = $"Front desk {sender:000000000}",
            Revision = revision,
        }));

    public Sender Register(Sender sender)
    {
        Apply(new RosterChange(Sender: sender));
        return sender;
    }

    public RosterApiKey Put(RosterApiKey key)
    {
        Apply(new RosterChange(ApiKey: key));
        return key;
    }

    public Standing OfNumber(
        int sender, int customer, ConsentState state, ConsentSource source = ConsentSource.InboundSms) =>
        Apply(RecordKey.ForNumber(Number(sender), Customer(customer)), state, source);

    public Standing OfAccount(int account, int customer, ConsentState state) =>
        Apply(RecordKey.ForAccount(Account(account), Customer(customer)), state, ConsentSource.InboundSms);

    /// <summary>Opens or settles the reviews of a number's record.</summary>
    public void ReviewNumber(int sender, int customer, bool isOpen) =>
        Apply(new RosterReview(RecordKey.ForNumber(Number(sender), Customer(customer)), isOpen));

    /// <summary>Opens or settles the reviews of an account's record.</summary>
    public void ReviewAccount(int account, int customer, bool isOpen) =>
        Apply(new RosterReview(RecordKey.ForAccount(Account(account), Customer(customer)), isOpen));

    private Standing Apply(RecordKey key, ConsentState state, ConsentSource source)
    {
        var position = _position + 1;
        var standing = new Standing(state, source, wasOptedOut: true, new Instant(1_000 + position), position);
        Apply(new RosterRecord(key, standing));
        return standing;
    }

    private void Apply(RosterChange change) => Roster.Apply(new RosterEntry(++_position, _position, change));
}
