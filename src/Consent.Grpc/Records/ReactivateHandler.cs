using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Records;

/// <summary>Lifts an opt-out without a text from the customer: where the account's policy has it so, or no number takes a START.</summary>
internal sealed class ReactivateHandler(FreshnessGate gate, DatabaseClock clock, RecordWriter writer)
{
    public async Task<ReactivateResponse> ReactivateAsync(ReactivateRequest request, ServerCallContext context)
    {
        var reactivation = Read(request, clock.NowOrStale());
        var roster = await gate.RosterAsync(context);
        var policy = reactivation.Scope.FindAccount(roster)?.ResubscribePolicy ?? ResubscribePolicy.CustomerStart;
        var accepted = Accepted(reactivation, policy, roster);
        var answer = await writer.WriteAsync(accepted, roster, policy, context);
        return new ReactivateResponse
        {
            Record = answer.Record.ToWire(reactivation.Key),
            Duplicate = answer.IsDuplicate,
            LedgerPosition = answer.Answered!.Position!.Value,
            Applied = answer.Answered.Applied,
        };
    }

    // The roster is fresh: what it has as the way back is what a status tells.
    private static Statement Accepted(Statement said, ResubscribePolicy policy, ReplicaRoster roster)
    {
        var way = said.Scope.WayBack(said.Customer, policy, roster);
        if (way.Kind == WayBackKind.Start)
        {
            throw ConsentErrors.ResubscribeRequiresCustomer(Hint(said, policy, roster));
        }

        var sourced = said.Source == ConsentSource.Unspecified && way.Kind == WayBackKind.Operator
            ? said with { Source = ConsentSource.Operator }
            : said;
        return way.Accepts(sourced.Source)
            ? sourced
            : throw ConsentErrors.InvalidArgument(new Violation(
                "source", ErrorReason.SourceNotAccepted, $"source must be WEB_FORM or PHONE_CALL. {Hint(said, policy, roster)}"));
    }

    private static string Hint(Statement said, ResubscribePolicy policy, ReplicaRoster roster)
    {
        var pair = said.Scope.Sender is { } sender ? roster.FindPair(sender, said.Customer) : default;
        return said.Scope.ResubscribeHint(said.Customer, policy, roster, pair.Account.IsOptedOut);
    }

    // Which of them a record takes, its way back says.
    private static ConsentSource Source(ref RequestReader reader, V1.ConsentSource given)
    {
        var source = reader.Source(given);
        if (source != ConsentSource.Unspecified && !WayBack.SourcesAccepted(WayBackKind.Operator).Contains(source))
        {
            reader.Add(
                "source", ErrorReason.SourceNotAccepted, "source must be OPERATOR, WEB_FORM, PHONE_CALL, EMAIL or POSTAL_MAIL.");
        }

        return source;
    }

    private static Statement Read(ReactivateRequest request, Instant now)
    {
        var reader = new RequestReader(now);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var reactivation = new Statement
        {
            Kind = EventKind.Reactivation,
            Customer = customer,
            Scope = RecordScope.Read(
                ref reader,
                customer,
                request.HasSenderNumber ? request.SenderNumber : null,
                request.HasAccountId ? request.AccountId : null),
            Source = Source(ref reader, request.Source),
            Actor = reader.Id("actor", request.Actor, FieldLimits.Actor, required: true),
            Evidence = reader.Text("evidence", request.Evidence, FieldLimits.Evidence, required: true),
            Id = reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true),
            ArrivedAt = now,
            GivenAt = reader.Time("requested_at", request.RequestedAt, required: true),
        };
        reader.ThrowIfInvalid();
        return reactivation;
    }
}
