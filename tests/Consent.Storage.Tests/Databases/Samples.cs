using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Storage.Tests.Databases;

/// <summary>Keys and events to write.</summary>
internal static class Samples
{
    public static readonly SenderNumber Sender = SenderNumber.Parse("+15550001111");

    /// <summary>A moment long past; events are given in seconds after it.</summary>
    public static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    public static RecordKey Number(int customer = 0) => RecordKey.ForNumber(Sender, Customer(customer));

    public static RecordKey Account(int customer = 0) => RecordKey.ForAccount(AccountId.Parse("acme-plumbing_1"), Customer(customer));

    public static ConsentEvent OptOut(string id, int second = 0) => Event(EventKind.OptOut, "stop", id, second);

    public static ConsentEvent OptIn(string id, int second = 0) => Event(EventKind.OptIn, "start", id, second);

    public static ConsentEvent Help(string id, int second = 0) => Event(EventKind.Help, "help", id, second);

    public static ConsentEvent Perhaps(string id, int second = 0) => Event(EventKind.PossibleOptOut, "perhaps", id, second);

    private static PhoneNumber Customer(int customer) => PhoneNumber.Parse($"+1555{2_220_000 + customer}");

    private static ConsentEvent Event(EventKind kind, string keyword, string id, int second) => new()
    {
        Kind = kind,
        Id = id,
        Source = ConsentSource.InboundSms,
        ArrivedAt = Start + TimeSpan.FromSeconds(second),
        GivenAt = Start + TimeSpan.FromSeconds(second),
        Sender = Sender,
        Gateway = "gateway-1",
        Body = keyword.ToUpperInvariant(),
        Matched = keyword,
        RuleSet = "rules-1",
    };
}
