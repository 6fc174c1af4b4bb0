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
            CustomerNumber = Spellings.Any(customer),
            Source = ConsentSource.PhoneCall,
            Actor = caller.Name,
            Evidence = Evidence,
            IdempotencyKey = Wire.NewId(),
        };
        var write = Named(
            WriteKind.OptOut, request.IdempotencyKey, business, sender, customer, number => request.SenderNumber = number, account => request.AccountId = account);
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
            CustomerNumber = Spellings.Any(customer),
            Actor = caller.Name,
            Evidence = Evidence,
            IdempotencyKey = Wire.NewId(),
            RequestedAt = Now(),
        };
        var write = Named(
            WriteKind.Reactivation, request.IdempotencyKey, business, sender, customer, number => request.SenderNumber = number, account => request.AccountId = account);
        write = write with { GivenAt = HistoryClock.Now };
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
    private WriteAttempt Named(
        WriteKind kind, string id, Business business, string sender, string customer, Action<string> ofNumber, Action<string> ofAccount)
    {
        var account = business.Account is not null && caller.Draw(2) == 0 ? business.Account : null;
        (account is null ? ofNumber : ofAccount)(account ?? sender);
        return new WriteAttempt { Kind = kind, Id = id, Sender = account is null ? sender : null, Account = account, Customer = customer };
    }
}
