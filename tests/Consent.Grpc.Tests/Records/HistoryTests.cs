using Consent.Core.Records;
using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using ConsentRecord = Consent.Core.Records.ConsentRecord;
using CsCheck;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Records;

/// <summary>Random histories over the wire, against the core's rules folded over the same events.</summary>
[Collection(OneHost.Name)]
public sealed class HistoryTests(SharedHost host)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.OneOf("STOP", "START", "HELP", "hello"), Gen.Int[1, 4], Gen.OneOf("", "one", "two"), Gen.Int[-1, 6], Gen.Int[-1, 2],
        (body, id, gateway, received, sent) => new Step(body, id, gateway, received, sent));

    private static readonly ReplyTexts Texts = new("confirmed", "welcome", "help", "how to return");

    [Fact]
    public async Task Texts_AnyHistory_IsWhatTheRulesMakeOfIt() => await Steps.Array[1, ConsentRecord.RememberedEvents].SampleAsync(
        async history =>
        {
            var pair = host.NewPair();
            var model = ConsentRecord.Empty;
            foreach (var step in history)
            {
                model = await StepAsync(pair, step, model);
            }
        },
        iter: 40,
        threads: 1);

    private async Task<ConsentRecord> StepAsync(Pair pair, Step step, ConsentRecord before)
    {
        var request = step.Request(pair);
        var answer = await host.Client.RecordInboundAsync(request);
        if (answer.Kind == V1.InboundKind.None)
        {
            AssertDecision(before, answer.Decision, answer.Reason);
            return before;
        }

        var consentEvent = await EventAsync(request, answer);
        var identities = EventIdentity.RepeatedBy(consentEvent);
        var known = before.Answered.FirstOrDefault(answered => identities.Include(answered.Identity));
        Assert.Equal(known is not null, answer.Duplicate);
        var after = known is not null
            ? before
            : RecordRules.Apply(before, consentEvent, Core.Records.ResubscribePolicy.CustomerStart, Texts).Record
                .CommittedAt(answer.LedgerPosition);
        var answered = known ?? after.Answered[^1];
        Assert.Equal((answered.Position, answered.Applied, answered.Matched), (answer.LedgerPosition, answer.Applied, answer.Matched));
        Assert.Equal((int?)answered.Reply?.Purpose, (int?)answer.Reply?.Purpose);
        AssertDecision(after, answer.Decision, answer.Reason);
        var check = await pair.CheckAsync();
        AssertDecision(after, check.Decision, check.Reason);
        var record = answer.Record;
        Assert.Equal(
            ((int)after.State, after.Revision, after.Decided?.Matched ?? "", after.Decided?.At.ToDateTimeOffset()),
            ((int)record.State, record.Revision, record.Keyword, record.ChangedAt?.ToDateTimeOffset()));
        return after;
    }

    // When it arrived only the service knows; the entry says.
    private async Task<ConsentEvent> EventAsync(RecordInboundRequest request, RecordInboundResponse answer)
    {
        var entry = await host.Ledger.EntryAsync(answer.LedgerPosition);
        return new ConsentEvent
        {
            Kind = answer.Kind switch
            {
                V1.InboundKind.OptOut => EventKind.OptOut,
                V1.InboundKind.OptIn => EventKind.OptIn,
                _ => EventKind.Help,
            },
            Id = request.MessageId,
            Source = Core.Records.ConsentSource.InboundSms,
            ArrivedAt = new Instant((long)entry["arrived_at"]!),
            GivenAt = Given(request.ReceivedAt),
            SentAt = Given(request.SentAt),
            Sender = SenderNumber.Parse(request.SenderNumber),
            Gateway = request.Gateway,
            Matched = TextClassifier.Classify(request.Body, CompiledKeywords.Default).Matched,
        };
    }

    private static Instant? Given(Timestamp? time) => time is null ? null : Instant.From(time.ToDateTimeOffset());

    private static void AssertDecision(ConsentRecord record, V1.Decision decision, V1.DecisionReason reason) => Assert.Equal(
        record.State == Core.Records.ConsentState.OptedOut ? (V1.Decision.Blocked, V1.DecisionReason.OptedOutOfNumber)
            : record.WasOptedOut ? (V1.Decision.Allowed, V1.DecisionReason.Resubscribed)
            : (V1.Decision.Allowed, V1.DecisionReason.NoOptOut),
        (decision, reason));

    /// <summary>A text; -1 is no time. Times are minutes apart, so that the margins between clocks count.</summary>
    private sealed record Step(string Body, int Id, string Gateway, int Received, int Sent)
    {
        public RecordInboundRequest Request(Pair pair)
        {
            var text = pair.Text(Body, $"m-{Id}");
            text.Gateway = Gateway;
            text.ReceivedAt = Received < 0 ? null : Start.AddMinutes(Received * 2).ToTimestamp();
            text.SentAt = Sent < 0 ? null : Start.AddMinutes(Sent * 7).ToTimestamp();
            return text;
        }
    }
}
