using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Grpc.Ledger;
using Consent.Grpc.Notices;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Records;

/// <summary>Records opt-outs that did not come by text, for the record that is named.</summary>
internal sealed class OptOuts(FreshnessGate gate, RecordWriter writer, Notice notice)
{
    public async Task<RecordOptOutResponse> RecordAsync(RecordOptOutRequest request, ServerCallContext context)
    {
        var arrivedAt = writer.Now;
        var reader = new RequestReader(arrivedAt);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var scope = RecordScope.Read(
            reader, customer, request.HasSenderNumber ? request.SenderNumber : null, request.HasAccountId ? request.AccountId : null);
        var source = Source(reader, request.Source);
        reader.Id("actor", request.Actor, FieldLimits.Actor);
        reader.Text("evidence", request.Evidence, FieldLimits.Evidence);
        reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true);
        var occurredAt = reader.Time("occurred_at", request.OccurredAt);
        reader.ThrowIfInvalid();

        var roster = await gate.RosterAsync(context);
        _ = scope.FindAccount(roster);
        var key = scope.KeyFor(customer);
        var optOut = new ConsentEvent
        {
            Kind = EventKind.OptOut,
            Id = request.IdempotencyKey,
            Source = source,
            ArrivedAt = arrivedAt,
            GivenAt = occurredAt,
            Sender = scope.Sender,
            Account = scope.AccountIn(roster),
            Actor = request.Actor,
            Evidence = request.Evidence,
        };

        // Nobody texted, so no reply is called for, and an opt-out knows no policy.
        var answer = await writer.WriteAsync(
            key, new RecordRequest(optOut, ResubscribePolicy.CustomerStart, notice.Replies()), context);
        return new RecordOptOutResponse
        {
            Record = answer.Record.ToWire(key),
            Duplicate = answer.IsDuplicate,
            LedgerPosition = answer.Answered!.Position!.Value,
            Applied = answer.Answered.Applied,
        };
    }

    // An operator's, where nothing else is said. What a customer texted is RecordInbound's to read.
    private static ConsentSource Source(RequestReader reader, V1.ConsentSource source)
    {
        reader.Known("source", source);
        if (source == V1.ConsentSource.InboundSms)
        {
            reader.Add("source", ErrorReason.SourceNotAccepted, "source cannot be INBOUND_SMS: texts are recorded by RecordInbound.");
        }

        return source == V1.ConsentSource.Unspecified ? ConsentSource.Operator : (ConsentSource)source;
    }
}
