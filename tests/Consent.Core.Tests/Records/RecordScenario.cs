using Consent.Core.Records;
using Consent.Core.Numbers;

namespace Consent.Core.Tests.Records;

/// <summary>One record and what is said about it, each event committed at the next ledger position: 1, 2, 3.</summary>
internal sealed class RecordScenario(ResubscribePolicy policy = ResubscribePolicy.CustomerStart)
{
    public const long Second = 1_000;
    public const long Minute = 60 * Second;

    public static readonly SenderNumber Ours = SenderNumber.Parse("+14155550100");
    public static readonly SenderNumber OurOther = SenderNumber.Parse("24273");
    public static readonly ReplyTexts Replies = new("confirmation", "welcome", "help", "how to return", "still subscribed");

    private static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

    private long _position;

    public ConsentRecord Record { get; private set; } = ConsentRecord.Empty;

    public static Instant At(long milliseconds) => new(Noon.Milliseconds + milliseconds);

    public static Instant? MaybeAt(long? milliseconds) => milliseconds is { } given ? At(given) : null;

    /// <summary>An event; its times are in milliseconds since noon.</summary>
    public static ConsentEvent Event(
        EventKind kind,
        long arrived,
        long? given = null,
        long? sent = null,
        string gateway = "east",
        ConsentSource source = ConsentSource.InboundSms,
        SenderNumber? sender = null,
        string? id = null) => new()
        {
            Kind = kind,
            Id = id ?? $"{kind}-{arrived}-{given}-{gateway}",
            Source = source,
            ArrivedAt = At(arrived),
            GivenAt = MaybeAt(given),
            SentAt = MaybeAt(sent),
            Gateway = gateway,
            Sender = sender ?? Ours,
            Matched = kind.ToString(),
        };

    public Transition Hear(ConsentEvent said)
    {
        var transition = RecordRules.Apply(Record, said, policy, Replies);
        Record = transition.Record.CommittedAt(++_position);
        return transition;
    }

    public Transition Stop(
        long arrived, long? given = null, long? sent = null, string gateway = "east",
        ConsentSource source = ConsentSource.InboundSms, SenderNumber? sender = null) =>
        Hear(Event(EventKind.OptOut, arrived, given, sent, gateway, source, sender));

    public Transition Start(long arrived, long? given = null, long? sent = null, string gateway = "east") =>
        Hear(Event(EventKind.OptIn, arrived, given, sent, gateway));

    public Transition Help(long arrived, SenderNumber? sender = null) =>
        Hear(Event(EventKind.Help, arrived, sender: sender));

    public Transition Perhaps(long arrived) => Hear(Event(EventKind.PossibleOptOut, arrived));

    public Transition PerhapsBack(long arrived) => Hear(Event(EventKind.PossibleOptIn, arrived));

    public Transition Reactivate(long arrived, long? given) =>
        Hear(Event(EventKind.Reactivation, arrived, given, gateway: "", source: ConsentSource.Operator));

    /// <summary>Asks whether a reply may go out, and uses it up.</summary>
    public bool MaySend(MessagePurpose purpose, long now, string id = "out-1", SenderNumber? sender = null)
    {
        var after = RecordRules.UseReply(Record, sender ?? Ours, purpose, id, At(now));
        Record = after ?? Record;
        return after is not null;
    }
}
