using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Torture.Workload;

/// <summary>An operator: records opt-outs that came by another way, and reactivates.</summary>
internal sealed class OperatorCaller(Caller caller, Recorder recorder)
{
    private const string Evidence = "ticket";
    private const int TimedEvery = 2;

    public async Task OptOutAsync(Business business, string sender, string customer)
    {
        var request = new RecordOptOutRequest
        {
            CustomerNumber = customer,
            Source = ConsentSource.PhoneCall,
            Actor = caller.Name,
            Evidence = Evidence,
            IdempotencyKey = Wire.NewId(),
        };
        var write = Named(WriteKind.OptOut, request.IdempotencyKey, business, sender, customer);
        if (write.Sender is not null)
        {
            request.SenderNumber = sender;
        }
        else
        {
            request.AccountId = business.Account;
        }

        if (caller.Draw(TimedEvery) == 0)
        {
            request.OccurredAt = Now();
            write = write with { GivenAt = HistoryClock.Now };
        }

        await Attempts.UntilToldAsync(caller, recorder, write, async (server, deadline) =>
        {
            var answer = await server.Authority.RecordOptOutAsync(request, deadline: deadline);
            return AnswerOf(answer.Applied, answer.Duplicate, answer.LedgerPosition, answer.Record);
        });
    }

    public async Task ReactivateAsync(Business business, string sender, string customer)
    {
        var request = new ReactivateRequest
        {
            CustomerNumber = customer,
            Actor = caller.Name,
            Evidence = Evidence,
            IdempotencyKey = Wire.NewId(),
            RequestedAt = Now(),
        };
        var write = Named(WriteKind.Reactivation, request.IdempotencyKey, business, sender, customer) with { GivenAt = HistoryClock.Now };
        if (write.Sender is not null)
        {
            request.SenderNumber = sender;
        }
        else
        {
            request.AccountId = business.Account;
        }

        var (_, isKnown) = await Attempts.UntilToldAsync(caller, recorder, write, async (server, deadline) =>
        {
            var answer = await server.Authority.ReactivateAsync(request, deadline: deadline);
            return AnswerOf(answer.Applied, answer.Duplicate, answer.LedgerPosition, answer.Record);
        });
        if (!isKnown)
        {
            business.Leave(customer);
        }
    }

    private static Timestamp Now() => Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static WriteAnswer AnswerOf(bool applied, bool duplicate, long position, ConsentRecord record) => new()
    {
        Effect = applied ? Effect.Applied : Effect.NotApplied,
        Duplicate = duplicate,
        Position = position,
        Record = RecordKeys.Of(record),
    };

    // The account's record or the number's, where there are both.
    private WriteAttempt Named(WriteKind kind, string id, Business business, string sender, string customer)
    {
        var isOfNumber = business.Account is null || caller.Draw(2) == 0;
        return new WriteAttempt
        {
            Kind = kind,
            Id = id,
            Client = caller.Name,
            Server = 0,
            Called = 0,
            Sender = isOfNumber ? sender : null,
            Account = isOfNumber ? null : business.Account,
            Customer = customer,
        };
    }
}
