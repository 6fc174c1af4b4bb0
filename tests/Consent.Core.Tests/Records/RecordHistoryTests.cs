using Consent.Core.Numbers;
using Consent.Core.Records;
using CsCheck;

namespace Consent.Core.Tests.Records;

/// <summary>The record's transitions over random histories, against <see cref="PlainRecord"/>.</summary>
public sealed class RecordHistoryTests
{
    private const long Start = 1_800_000_000_000;

    private static readonly ReplyTexts Texts = new("confirmed", "welcome", "help", "how to return");

    private static readonly SenderNumber[] Senders = [SenderNumber.Parse("+14155550100"), SenderNumber.Parse("24273")];

    // A gateway without a name, one that is right and one that runs ahead; the offset is that of the clock that gave the times.
    private static readonly (string Name, long Offset)[] Gateways = [("", -90_000), ("east", 0), ("west", 120_000)];

    // The edges of the margins and of the reply's window, a little to either side, and nothing at all.
    private static readonly Gen<long> Spans = Gen.OneOf<long>(
        0, 0, 1, 500, 30_000, 59_999, 60_000, 60_001, 90_000, 299_999, 300_000, 300_001, 420_000);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (12, Gen.Select(
            Gen.Select(Kinds(), Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 1]),
            Gen.Select(Spans, Spans, Gen.OneOf<long>(0, 0, 200, 60_000, -1_000)),
            Gen.Frequency((4, Clocks.Both), (3, Clocks.Received), (2, Clocks.None), (1, Clocks.Sent)),
            (who, times, clocks) => (Step)new Say(
                who.Item1.Kind, who.Item1.Source, who.Item2, who.Item3, who.Item4, times.Item1, times.Item2, times.Item3, clocks))),
        (3, Gen.Select(
            Gen.Int[0, 39], Gen.Bool, Gen.Bool, Spans,
            (which, otherGateway, timeless, after) => (Step)new Repeat(which, otherGateway, timeless, after))),
        (5, Gen.Select(
            Gen.Bool, Gen.Int[0, 1], Gen.Int[0, 3], Spans, (help, sender, id, after) => (Step)new Send(help, sender, id, after))));

    private enum Clocks
    {
        None,
        Received,
        Both,
        Sent,
    }

    [Theory]
    [InlineData(ResubscribePolicy.CustomerStart)]
    [InlineData(ResubscribePolicy.ManualReactivation)]
    public void Apply_AnyHistory_AgreesWithThePlainRecord(ResubscribePolicy policy) =>
        Steps.Array[0, 40].Sample(steps => Play(policy, steps), iter: 10_000, print: steps => string.Join("\n", (object[])steps));

    private static void Play(ResubscribePolicy policy, Step[] steps)
    {
        var plain = new PlainRecord(policy);
        var record = ConsentRecord.Empty;
        var ledger = new Dictionary<string, AnsweredEvent>();
        var said = new List<ConsentEvent>();
        var now = Start;
        foreach (var step in steps)
        {
            now += step.After;
            switch (step)
            {
                case Send send:
                    record = UseReply(record, plain, send, now);
                    break;
                case Say say when policy == ResubscribePolicy.ManualReactivation || say.Kind != EventKind.Reactivation:
                    said.Add(say.At(now));
                    record = Hear(record, plain, ledger, said[^1], policy);
                    break;
                case Repeat repeat when said.Count > 0:
                    record = Hear(record, plain, ledger, repeat.Of(said[repeat.Which % said.Count], now), policy);
                    break;
                default:
                    continue;
            }

            if (plain.Replies > RecordRules.MaxPendingReplies)
            {
                return;
            }

            AssertAlike(plain, record);
        }
    }

    private static ConsentRecord Hear(
        ConsentRecord record, PlainRecord plain, Dictionary<string, AnsweredEvent> ledger, ConsentEvent said,
        ResubscribePolicy policy)
    {
        var position = record.Revision + 100;
        var expected = plain.Hear(said, position);
        var identities = EventIdentity.RepeatedBy(said);
        var answered = ledger.Values.Where(answered => identities.Include(answered.Identity)).MinBy(answered => answered.Position);
        var after = record;
        if (answered is null)
        {
            var transition = RecordRules.Apply(record, said, policy, Texts);
            after = transition.Record.CommittedAt(position);
            answered = ledger[identities.Own] = after.Answered[^1];
            Assert.False(expected.Duplicate);
            Assert.Equal(expected.At, transition.At.Milliseconds);
            Assert.Equal(expected.Entry, transition.Entry);
            Assert.Equal(expected.Applied, transition.Applied);
            Assert.Equal(expected.Purpose, transition.Reply?.Purpose);
            Assert.Equal(plain.Standing?.Position == position, transition.Decides);
        }
        else
        {
            Assert.True(expected.Duplicate);
        }

        Assert.Equal(expected.Applied, answered.Applied);
        Assert.Equal(expected.Position, answered.Position);
        Assert.Equal(expected.Said.Matched, answered.Matched);
        Assert.Equal(expected.Purpose, answered.Reply?.Purpose);
        return after;
    }

    private static ConsentRecord UseReply(ConsentRecord record, PlainRecord plain, Send send, long now)
    {
        var purpose = send.Help ? MessagePurpose.HelpReply : MessagePurpose.OptOutConfirmation;
        var outgoingId = send.Id == 0 ? "" : $"out-{send.Id}";
        var may = plain.MaySend(Senders[send.Sender], purpose, outgoingId, now);
        var after = RecordRules.UseReply(record, Senders[send.Sender], purpose, outgoingId, new Instant(now));

        Assert.Equal(may, after is not null);
        return after ?? record;
    }

    private static void AssertAlike(PlainRecord plain, ConsentRecord record)
    {
        var standing = plain.Standing;
        Assert.Equal(standing is { SaysStop: true } ? ConsentState.OptedOut : ConsentState.Subscribed, record.State);
        Assert.Equal(standing?.At, record.Decided?.At.Milliseconds);
        Assert.Equal(standing?.Said.GivenAt, record.Decided?.GivenAt);
        Assert.Equal(standing?.Said.Source, record.Decided?.Source);
        Assert.Equal(standing?.Said.Matched, record.Decided?.Matched);
        Assert.Equal(standing?.Position, record.Decided?.Position);
        Assert.Equal(plain.WasEverOptedOut, record.WasOptedOut);
        Assert.Equal(plain.Entries, record.Revision);
    }

    private static Gen<(EventKind Kind, ConsentSource Source)> Kinds() => Gen.Frequency(
        (6, (EventKind.OptOut, ConsentSource.InboundSms)),
        (6, (EventKind.OptIn, ConsentSource.InboundSms)),
        (3, (EventKind.Reactivation, ConsentSource.Operator)),
        (2, (EventKind.OptOut, ConsentSource.WebForm)),
        (3, (EventKind.Help, ConsentSource.InboundSms)),
        (1, (EventKind.PossibleOptOut, ConsentSource.InboundSms)),
        (1, (EventKind.PossibleOptIn, ConsentSource.InboundSms)));

    private abstract record Step(long After);

    private sealed record Say(
        EventKind Kind, ConsentSource Source, int Id, int Gateway, int Sender, long After, long Age, long Underway, Clocks Clocks)
        : Step(After)
    {
        public ConsentEvent At(long now)
        {
            var received = now - Age + Gateways[Gateway].Offset;
            return new ConsentEvent
            {
                Kind = Kind,
                Id = $"id-{Id}",
                Source = Source,
                ArrivedAt = new Instant(now),
                GivenAt = Clocks is Clocks.Received or Clocks.Both ? new Instant(received) : null,
                SentAt = Clocks is Clocks.Sent or Clocks.Both ? new Instant(received + Age - Underway) : null,
                Sender = Senders[Sender],
                Gateway = Gateways[Gateway].Name,
                Matched = $"keyword-{now}",
            };
        }
    }

    private sealed record Repeat(int Which, bool ByOtherGateway, bool WithoutTime, long After) : Step(After)
    {
        public ConsentEvent Of(ConsentEvent first, long now) => first with
        {
            ArrivedAt = new Instant(now),
            GivenAt = WithoutTime ? null : first.GivenAt,
            SentAt = first.SentAt is { } sent ? sent + TimeSpan.FromSeconds(7) : null,
            Gateway = ByOtherGateway ? "north" : first.Gateway,
            Matched = "as repeated",
        };
    }

    private sealed record Send(bool Help, int Sender, int Id, long After) : Step(After);
}
