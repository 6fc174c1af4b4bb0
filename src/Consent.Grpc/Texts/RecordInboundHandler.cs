using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Core.Texts;
using Consent.Grains.Records;
using Consent.Grpc.Notices;
using Consent.Grpc.Wire;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InboundKind = Consent.Core.Texts.InboundKind;

namespace Consent.Grpc.Texts;

/// <summary>Records what a customer texted. A customer's STOP is not refused for a long body or a wrong clock.</summary>
internal sealed class RecordInboundHandler(FreshnessGate gate, DatabaseClock clock, TextWriter writer, Replies replies)
{
    private const char Replacement = '\uFFFD';

    public async Task<RecordInboundResponse> RecordAsync(RecordInboundRequest request, ServerCallContext context)
    {
        var arrivedAt = clock.NowOrStale();
        var reader = new RequestReader(arrivedAt);
        var sender = reader.Sender("sender_number", request.SenderNumber);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        reader.Differ(sender, customer);
        reader.TextId("message_id", request.MessageId, FieldLimits.MessageId);
        reader.Id("gateway", request.Gateway, FieldLimits.Gateway);
        reader.ThrowIfInvalid();

        var roster = await gate.RosterAsync(context);
        var route = TextRoute.Of(sender, roster);
        var text = TextClassifier.Classify(request.Body, route.Keywords);
        if (text.Kind == InboundKind.None)
        {
            return OfOtherText(roster, sender, customer);
        }

        var key = EventRoutes.OfText(route.Sender, customer, text.OfAllNumbers);
        var said = ToEvent(request, text, route.Sender, customer, arrivedAt);
        var others = route.OthersOf(said.Kind, key, text.OfAllNumbers, roster);
        var entered = new RecordRequest(said, route.Policy, RepliesTo(said, key, others, route, roster));
        var answer = await writer.WriteAsync(
            sender, key, others, route.BlockingAccount(key, others, roster), entered, context);

        // Again: the decision that is answered must know of what was just entered.
        return ToResponse(answer, text, await gate.RosterAsync(context), sender);
    }

    private ReplyTexts RepliesTo(
        ConsentEvent said, RecordKey key, IReadOnlyList<RecordKey> others, in TextRoute route, ReplicaRoster roster)
    {
        var pair = roster.FindPair(route.Sender.Number, key.Customer);
        var isOfAccount = key.Account is not null || others.Any(other => other.Account is not null);
        var way = route.WayBack(key, said.Kind, pair, roster);
        var texts = replies.For(route.Account, isOfAccount, KeywordLanguage.Of(said.Matched), way) with
        {
            BlocksMore = said.Kind == EventKind.OptOut && others.Any(other => !roster.Find(other).IsOptedOut),
        };
        return pair.Decide().IsOptedOut ? texts.ForOptedOut()
            : pair.Account.IsOptedOut ? texts with { ExemptSince = pair.Number.Position }
            : texts;
    }

    private static RecordInboundResponse OfOtherText(ReplicaRoster roster, SenderNumber sender, PhoneNumber customer)
    {
        var position = roster.Position;
        var decision = roster.FindPair(sender, customer).Decide();
        return new RecordInboundResponse
        {
            Kind = V1.InboundKind.None,
            Decision = decision.Decision.ToWire(),
            Reason = decision.Reason.ToWire(),
            LedgerPosition = position,
        };
    }

    private static RecordInboundResponse ToResponse(
        TextAnswer text, Classification read, ReplicaRoster roster, SenderNumber sender)
    {
        var answer = text.Answer;
        var decision = roster.FindPair(sender, text.Key.Customer).Decide();
        return new RecordInboundResponse
        {
            Kind = read.Kind.ToWire(),
            Matched = answer.Answered!.Matched,
            Duplicate = answer.IsDuplicate,
            Decision = decision.Decision.ToWire(),
            Reason = decision.Reason.ToWire(),
            Reply = text.Reply.ToWire(),
            Record = answer.Record.ToWire(text.Key),
            LedgerPosition = answer.Answered.Position!.Value,
            Applied = answer.Answered.Applied,
        };
    }

    private static ConsentEvent ToEvent(
        RecordInboundRequest request, Classification text, SenderRoute sender, PhoneNumber customer, Instant arrivedAt)
    {
        var repairs = EventRepairs.None;
        var body = Cut(request.Body, ref repairs);
        var givenAt = TimeOrNone(request.ReceivedAt, "received_at", arrivedAt, ref repairs);
        var sentAt = TimeOrNone(request.SentAt, "sent_at", arrivedAt, ref repairs);
        return new ConsentEvent
        {
            Kind = text.Kind switch
            {
                InboundKind.OptOut => EventKind.OptOut,
                InboundKind.OptIn => EventKind.OptIn,
                InboundKind.Help => EventKind.Help,
                InboundKind.PossibleOptOut => EventKind.PossibleOptOut,
                InboundKind.PossibleOptIn => EventKind.PossibleOptIn,
                _ => throw new ArgumentOutOfRangeException(nameof(text)),
            },
            Id = request.MessageId,
            Source = Core.Records.ConsentSource.InboundSms,
            ArrivedAt = arrivedAt,
            GivenAt = givenAt,
            SentAt = sentAt,
            Customer = customer.OtherSpelling,
            Sender = sender.Number,
            Account = sender.Account,
            Gateway = request.Gateway,
            Body = body,
            Matched = text.Matched,
            RuleSet = TextClassifier.RuleSet,
            Repairs = repairs,
        };
    }

    private static string Cut(string body, ref EventRepairs repairs)
    {
        if (body.Length > TextNormalizer.MaxLength)
        {
            repairs |= EventRepairs.BodyCut;
            Telemetry.Repaired("body");
            var end = TextNormalizer.MaxLength;
            body = body[..(char.IsHighSurrogate(body[end - 1]) ? end - 1 : end)];
        }

        // No database keeps a NUL in a text.
        return body.Replace('\0', Replacement);
    }

    private static Instant? TimeOrNone(Timestamp? timestamp, string field, Instant now, ref EventRepairs repairs)
    {
        if (RequestTime.TryRead(timestamp, now, out var time) is not null)
        {
            repairs |= EventRepairs.TimeIgnored;
            Telemetry.Repaired(field);
        }

        return time;
    }
}
