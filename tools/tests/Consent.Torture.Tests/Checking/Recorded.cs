using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;
using Grpc.Core;

namespace Consent.Torture.Tests.Checking;

/// <summary>A history put together line by line. Times are whatever the test says; entries follow each other.</summary>
internal sealed class Recorded
{
    public const string Engage = "+15550001001";
    public const string Standard = "+15550001002";
    public const string OtherStandard = "+15550001003";
    public const string Account = "acme";
    public const string Customer = "+15557000001";

    private readonly Dictionary<string, EntryRead> _latest = [];
    private long _position;

    public History History { get; } = new();

    public static string NumberOf(string sender) => RecordKeys.OfNumber(sender, Customer);

    public static string AccountRecord => RecordKeys.OfAccount(Account, Customer);

    public static Refusal NoAnswer => new(StatusCode.DeadlineExceeded);

    /// <summary>The account's three numbers, registered before anything else: positions 1 to 4, times up to 8.</summary>
    public static Recorded WithAccount()
    {
        var recorded = new Recorded();
        recorded.Put(new Registration(Account), 1, 2);
        recorded.Put(new Registration(Account, Engage, SenderKind.Engage), 3, 4);
        recorded.Put(new Registration(Account, Standard, SenderKind.Standard), 5, 6);
        recorded.Put(new Registration(Account, OtherStandard, SenderKind.Standard), 7, 8);
        return recorded;
    }

    /// <summary>An entry, at the next position.</summary>
    public EntryRead Enter(
        LedgerEntryKind kind, string record, string id, string sender = Engage, long? occurredAt = null,
        ConsentSource source = ConsentSource.InboundSms, bool moved = true)
    {
        var before = _latest.GetValueOrDefault(record);
        var entry = new EntryRead
        {
            Position = ++_position,
            Kind = kind,
            Record = record,
            Revision = (before?.Revision ?? 0) + 1,
            State = kind switch
            {
                LedgerEntryKind.OptedOut => ConsentState.OptedOut,
                LedgerEntryKind.OptedIn or LedgerEntryKind.Reactivated => ConsentState.Subscribed,
                _ => before?.State ?? ConsentState.Subscribed,
            },
            OccurredAt = occurredAt ?? _position,
            Source = source,
            Moved = moved && kind is LedgerEntryKind.OptedOut or LedgerEntryKind.OptedIn or LedgerEntryKind.Reactivated,
            MessageId = id,
            Sender = sender,
            Customer = record[(record.LastIndexOf('/') + 1)..],
        };
        Add(entry);
        return entry;
    }

    public void Add(EntryRead entry)
    {
        _position = entry.Position;
        _latest[entry.Record] = entry;
        History.Add(entry);
    }

    /// <summary>One attempt; without an answer its outcome is unknown.</summary>
    public void Send(
        WriteKind kind, string id, long called, long? returned, WriteAnswer? answer, string sender = Engage,
        Refusal? refused = null, string? account = null, long? givenAt = null,
        string? ownKeyword = null) => History.Add(new WriteAttempt
        {
            Kind = kind,
            Id = id,
            Client = "client",
            Server = 1,
            Called = called,
            Returned = returned,
            Sender = account is null ? sender : null,
            Account = account,
            Customer = Customer,
            GivenAt = givenAt,
            OwnKeyword = ownKeyword,
            Acknowledged = answer,
            Refused = answer is null ? refused ?? NoAnswer : null,
        });

    /// <summary>A text to an Engage number that took effect and was acknowledged.</summary>
    public EntryRead Text(WriteKind kind, string id, long called, long returned, string sender = Engage, string? record = null)
    {
        var entry = Enter(kind == WriteKind.Stop ? LedgerEntryKind.OptedOut : LedgerEntryKind.OptedIn, record ?? NumberOf(sender), id, sender);
        Send(kind, id, called, returned, AppliedAt(entry), sender);
        return entry;
    }

    public static WriteAnswer AppliedAt(EntryRead entry, bool duplicate = false) =>
        new() { Effect = Effect.Applied, Position = entry.Position, Record = entry.Record, Duplicate = duplicate };

    /// <summary>A registration; without a return its outcome is unknown, though it took effect.</summary>
    public EntryRead Put(Registration registration, long called, long? returned)
    {
        var entry = new EntryRead
        {
            Position = _position + 1,
            Kind = registration.Sender is null ? LedgerEntryKind.AccountPut : LedgerEntryKind.SenderPut,
            Record = registration.Key,
            Revision = (_latest.GetValueOrDefault(registration.Key)?.Revision ?? 0) + 1,
            Registration = registration,
        };
        Add(entry);
        SendPut(registration, called, returned, returned is null ? null : entry.Revision);
        return entry;
    }

    public void SendPut(Registration registration, long called, long? returned, long? revision) => History.Add(new WriteAttempt
    {
        Kind = registration.Sender is null ? WriteKind.AccountPut : WriteKind.SenderPut,
        Id = "",
        Client = "client",
        Server = 1,
        Called = called,
        Returned = returned,
        Registration = registration,
        Acknowledged = revision is null ? null : new WriteAnswer { Effect = Effect.Applied, Revision = revision },
    });

    public void Check(
        Decision decision, DecisionReason? reason, long called, long returned, long position, string sender = Engage, string? replyId = null) =>
        History.Add(new CheckOperation
        {
            Client = "client",
            Server = 1,
            Called = called,
            Returned = returned,
            Sender = sender,
            Customer = Customer,
            Decision = decision,
            Reason = reason,
            Position = position,
            ReplyId = replyId,
            Form = reason is null ? CheckForm.Batch : CheckForm.Single,
        });

    public void Allowed(long called, long returned, long position, string sender = Engage) =>
        Check(Decision.Allowed, null, called, returned, position, sender);

    public void Blocked(long called, long returned, long position, string sender = Engage) =>
        Check(Decision.Blocked, null, called, returned, position, sender);

    /// <summary>The kinds of what the checker finds.</summary>
    public IReadOnlyList<ViolationKind> Found() => [.. HistoryChecker.Check(History).Violations.Counts.Keys];

    public void AssertGood()
    {
        var violations = HistoryChecker.Check(History).Violations;
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations.First));
    }
}
