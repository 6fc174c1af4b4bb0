using Consent.Core.Decisions;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Calls;
using Consent.Grpc.Errors;
using Consent.Grpc.Notices;
using Consent.Grpc.Requests;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Authority;

/// <summary>Answers what to show for a pair.</summary>
internal sealed class StatusQueries(
    FreshnessGate gate, DatabaseClock clock, RecordGrains grains, Notice notice, TimeProvider time)
{
    public async Task<GetStatusResponse> GetAsync(GetStatusRequest request, ServerCallContext context)
    {
        var key = ReadKey(request);
        var roster = await gate.RosterAsync(context);

        // The roster first: the grain's record is then the same or newer, and the decision is made from that record.
        var position = roster.Position;
        var known = roster.Find(key.Sender!.Value, key.Customer);
        using var callTime = new CallTime(context, time);
        var answer = await grains.CallAsync(key, grain => grain.GetAsync(known.Position), callTime.Token);
        return ToResponse(answer.Record, key, position);
    }

    private RecordKey ReadKey(GetStatusRequest request)
    {
        var reader = new RequestReader(clock.Now ?? throw ConsentErrors.RosterStale());
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var sender = ReadScope(reader, request, customer);
        reader.Time("as_of", request.AsOf);
        reader.ThrowIfInvalid();
        if (sender is null)
        {
            throw ConsentErrors.AccountNotFound("account_id");
        }

        if (request.AsOf is not null || request.AsOfPosition != 0)
        {
            throw ConsentErrors.NotImplemented(request.AsOf is not null ? "as_of" : "as_of_position");
        }

        return RecordKey.ForNumber(sender.Value, customer);
    }

    // Null where an account is asked for. Neither field is optional in the contract: empty means unset.
    private static SenderNumber? ReadScope(RequestReader reader, GetStatusRequest request, PhoneNumber customer)
    {
        SenderNumber? sender = null;
        if (request.SenderNumber.Length > 0)
        {
            sender = reader.Sender("sender_number", request.SenderNumber);
            reader.Differ(sender.Value, customer);
        }

        if (request.AccountId.Length > 0)
        {
            reader.Account("account_id", request.AccountId);
        }

        if (request.SenderNumber.Length > 0 && request.AccountId.Length > 0)
        {
            reader.Add("account_id", ErrorReason.ScopeAmbiguous, "sender_number and account_id exclude each other.");
        }
        else if (request.SenderNumber.Length + request.AccountId.Length == 0)
        {
            reader.Add("sender_number", ErrorReason.ScopeRequired, "One of sender_number and account_id is required.");
        }

        return sender;
    }

    private GetStatusResponse ToResponse(Core.Records.ConsentRecord record, RecordKey key, long position)
    {
        var decision = SendRules.DecideOrdinary(record.ToStanding(), default);
        var response = new GetStatusResponse
        {
            Decision = (V1.Decision)decision.Decision,
            Reason = (V1.DecisionReason)decision.Reason,
            Indicator = decision.IsBlocked ? SmsIndicator.OptedOut : SmsIndicator.Available,
            LedgerPosition = position,
        };
        if (decision.IsBlocked)
        {
            response.Visibility = OptOutVisibility.Conversation;
            response.Notice = notice.Blocked;
            response.ResubscribeHint = Notice.ResubscribeHint(key.Sender!.Value);
            response.Alternatives.AddRange(WireRecords.Alternatives);
        }

        if (record.Revision > 0)
        {
            response.Records.Add(record.ToWire(key));
        }

        return response;
    }
}
