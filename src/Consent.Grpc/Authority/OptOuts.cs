using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Calls;
using Consent.Grpc.Errors;
using Consent.Grpc.Notices;
using Consent.Grpc.Requests;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Authority;

/// <summary>Records opt-outs that did not come by text, and refuses to lift one without the customer.</summary>
internal sealed class OptOuts(FreshnessGate gate, RecordWriter writer)
{
    public async Task<RecordOptOutResponse> RecordAsync(RecordOptOutRequest request, ServerCallContext context)
    {
        var arrivedAt = writer.Now;
        var reader = new RequestReader(arrivedAt);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var sender = NumberScope(
            reader, customer, request.HasSenderNumber ? request.SenderNumber : null, request.HasAccountId ? request.AccountId : null);
        var source = Source(reader, request.Source);
        reader.Id("actor", request.Actor, FieldLimits.Actor);
        reader.Text("evidence", request.Evidence, FieldLimits.Evidence);
        reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true);
        var occurredAt = reader.Time("occurred_at", request.OccurredAt);
        reader.ThrowIfInvalid();

        // What routes a write is read under the same rule as a check.
        _ = await gate.RosterAsync(context);
        var key = RecordKey.ForNumber(RegisteredScope(sender), customer);
        var answer = await writer.WriteAsync(
            key,
            new ConsentEvent
            {
                Kind = EventKind.OptOut,
                Id = request.IdempotencyKey,
                Source = source,
                ArrivedAt = arrivedAt,
                GivenAt = occurredAt,
                Sender = sender,
                Actor = request.Actor,
                Evidence = request.Evidence,
            },
            ResubscribePolicy.CustomerStart,
            context);
        return new RecordOptOutResponse
        {
            Record = answer.Record.ToWire(key),
            Duplicate = answer.IsDuplicate,
            LedgerPosition = answer.Answered!.Position!.Value,
            Applied = answer.Answered.Applied,
        };
    }

    public async Task<ReactivateResponse> ReactivateAsync(ReactivateRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(writer.Now);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var sender = NumberScope(
            reader, customer, request.HasSenderNumber ? request.SenderNumber : null, request.HasAccountId ? request.AccountId : null);
        reader.Id("actor", request.Actor, FieldLimits.Actor, required: true);
        reader.Text("evidence", request.Evidence, FieldLimits.Evidence, required: true);
        reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true);
        reader.Time("requested_at", request.RequestedAt, required: true);
        reader.ThrowIfInvalid();

        _ = await gate.RosterAsync(context);

        // A sender that is not registered has the default policy: only the customer's own START lifts an opt-out.
        throw ConsentErrors.ResubscribeRequiresCustomer(Notice.ResubscribeHint(RegisteredScope(sender)));
    }

    private static SenderNumber? NumberScope(RequestReader reader, PhoneNumber customer, string? senderNumber, string? accountId)
    {
        if (senderNumber is not null)
        {
            var sender = reader.Sender("sender_number", senderNumber);
            reader.Differ(sender, customer);
            return sender;
        }

        if (accountId is not null)
        {
            reader.Account("account_id", accountId);
            return null;
        }

        reader.Add("scope", ErrorReason.ScopeRequired, "One of sender_number and account_id is required.");
        return null;
    }

    // No account is registered.
    private static SenderNumber RegisteredScope(SenderNumber? sender) => sender ?? throw ConsentErrors.AccountNotFound("account_id");

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
