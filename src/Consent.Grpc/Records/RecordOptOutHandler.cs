using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Records;

/// <summary>Records opt-outs that did not come by text, for the record that is named.</summary>
internal sealed class RecordOptOutHandler(FreshnessGate gate, DatabaseClock clock, RecordWriter writer)
{
    public async Task<RecordOptOutResponse> RecordAsync(RecordOptOutRequest request, ServerCallContext context)
    {
        var optOut = Read(request, clock.NowOrStale());
        var roster = await gate.RosterAsync(context);
        _ = optOut.Scope.FindAccount(roster);

        // An opt-out knows no policy.
        var answer = await writer.WriteAsync(optOut, roster, ResubscribePolicy.CustomerStart, context);
        return new RecordOptOutResponse
        {
            Record = answer.Record.ToWire(optOut.Key),
            Duplicate = answer.IsDuplicate,
            LedgerPosition = answer.Answered!.Position!.Value,
            Applied = answer.Answered.Applied,
        };
    }

    private static Statement Read(RecordOptOutRequest request, Instant now)
    {
        var reader = new RequestReader(now);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var optOut = new Statement
        {
            Kind = EventKind.OptOut,
            Customer = customer,
            Scope = RecordScope.Read(
                ref reader,
                customer,
                request.HasSenderNumber ? request.SenderNumber : null,
                request.HasAccountId ? request.AccountId : null),
            Source = Source(ref reader, request.Source),
            Actor = reader.Id("actor", request.Actor, FieldLimits.Actor),
            Evidence = reader.Text("evidence", request.Evidence, FieldLimits.Evidence),
            Id = reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true),
            ArrivedAt = now,
            GivenAt = reader.Time("occurred_at", request.OccurredAt),
        };
        reader.ThrowIfInvalid();
        return optOut;
    }

    // An operator's, where no other is named. What a customer texted is RecordInbound's to read.
    private static ConsentSource Source(ref RequestReader reader, V1.ConsentSource given)
    {
        var source = reader.Source(given);
        if (source == ConsentSource.InboundSms)
        {
            reader.Add("source", ErrorReason.SourceNotAccepted, "source cannot be INBOUND_SMS. Record texts with RecordInbound.");
        }

        return source == ConsentSource.Unspecified ? ConsentSource.Operator : source;
    }
}
