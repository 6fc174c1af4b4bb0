using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Grpc.Ledger;
using Consent.Grpc.Notices;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using ConsentSource = Consent.Core.Records.ConsentSource;

namespace Consent.Grpc.Records;

/// <summary>Lifts an opt-out without a text from the customer, where the account's policy has it so, and nowhere else.</summary>
internal sealed class Reactivations(FreshnessGate gate, RecordWriter writer, Notice notice)
{
    public async Task<ReactivateResponse> ReactivateAsync(ReactivateRequest request, ServerCallContext context)
    {
        var arrivedAt = writer.Now;
        var reader = new RequestReader(arrivedAt);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var scope = RecordScope.Read(
            reader, customer, request.HasSenderNumber ? request.SenderNumber : null, request.HasAccountId ? request.AccountId : null);
        reader.Id("actor", request.Actor, FieldLimits.Actor, required: true);
        reader.Text("evidence", request.Evidence, FieldLimits.Evidence, required: true);
        reader.Id("idempotency_key", request.IdempotencyKey, FieldLimits.MessageId, required: true);
        var requestedAt = reader.Time("requested_at", request.RequestedAt, required: true);
        reader.ThrowIfInvalid();

        var roster = await gate.RosterAsync(context);
        var account = scope.FindAccount(roster);
        if (account is null || !RecordRules.MayReactivate(account.ResubscribePolicy))
        {
            throw ConsentErrors.ResubscribeRequiresCustomer(scope.HowToReturn(roster, IsAccountOptedOut(roster, scope, customer)));
        }

        var key = scope.KeyFor(customer);
        var reactivation = new ConsentEvent
        {
            Kind = EventKind.Reactivation,
            Id = request.IdempotencyKey,
            Source = ConsentSource.Operator,
            ArrivedAt = arrivedAt,
            GivenAt = requestedAt,
            Sender = scope.Sender,
            Account = scope.AccountIn(roster),
            Actor = request.Actor,
            Evidence = request.Evidence,
        };
        var answer = await writer.WriteAsync(
            key, new RecordRequest(reactivation, account.ResubscribePolicy, notice.Replies()), context);
        return new ReactivateResponse
        {
            Record = answer.Record.ToWire(key),
            Duplicate = answer.IsDuplicate,
            LedgerPosition = answer.Answered!.Position!.Value,
            Applied = answer.Answered.Applied,
        };
    }

    private static bool IsAccountOptedOut(ReplicaRoster roster, RecordScope scope, PhoneNumber customer) =>
        scope.Sender is { } sender && roster.FindPair(sender, customer).Account.IsOptedOut;
}
