using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using ConsentSource = Consent.Core.Records.ConsentSource;

namespace Consent.Grpc.Records;

/// <summary>Lifts an opt-out without a text from the customer, where the account's policy has it so, and nowhere else.</summary>
internal sealed class ReactivateHandler(FreshnessGate gate, DatabaseClock clock, RecordWriter writer)
{
    public async Task<ReactivateResponse> ReactivateAsync(ReactivateRequest request, ServerCallContext context)
    {
        var reactivation = Read(request, clock.NowOrStale());
        var roster = await gate.RosterAsync(context);
        var account = reactivation.Scope.FindAccount(roster);
        if (account is null || !RecordRules.MayReactivate(account.ResubscribePolicy))
        {
            throw ConsentErrors.ResubscribeRequiresCustomer(
                reactivation.Scope.HowToReturn(roster, IsAccountOptedOut(roster, reactivation)));
        }

        var answer = await writer.WriteAsync(reactivation, roster, account.ResubscribePolicy, context);
        return new ReactivateResponse
        {
            Record = answer.Record.ToWire(reactivation.Key),
            Duplicate = answer.IsDuplicate,
            LedgerPosition = answer.Answered!.Position!.Value,
            Applied = answer.Answered.Applied,
        };
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
            Source = ConsentSource.Operator,
            Actor = reader.Id("actor", request.Actor, FieldLimits.Actor, required: true),
            Evidence = reader.Text("evidence", request.Evidence, FieldLimits.Evidence, required: true),
            Id = reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true),
            ArrivedAt = now,
            GivenAt = reader.Time("requested_at", request.RequestedAt, required: true),
        };
        reader.ThrowIfInvalid();
        return reactivation;
    }

    private static bool IsAccountOptedOut(ReplicaRoster roster, Statement said) =>
        said.Scope.Sender is { } sender && roster.FindPair(sender, said.Customer).Account.IsOptedOut;
}
