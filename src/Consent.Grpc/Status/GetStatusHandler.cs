using Consent.Core.Numbers;
using Consent.Grpc.Notices;
using Consent.Grpc.Records;
using Consent.Grpc.Reviews;
using Consent.Grpc.Wire;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Status;

/// <summary>Answers what to show for a pair, or for a customer of an account: now, or as it was.</summary>
internal sealed class GetStatusHandler(
    FreshnessGate gate, DatabaseClock clock, PresentStatusReader present, PastStatusReader past, Notice notice, TimeProvider time)
{
    public async Task<GetStatusResponse> GetAsync(GetStatusRequest request, ServerCallContext context)
    {
        var (scope, customer, asOf) = Read(request);
        var roster = await gate.RosterAsync(context);
        using var callTime = new CallTime(context, time);
        return Answer(asOf is { } moment
            ? await past.ReadAsync(scope, customer, moment, roster.Position, callTime.Token)
            : await present.ReadAsync(scope, customer, roster, callTime.Token));
    }

    private GetStatusResponse Answer(StatusFacts basis)
    {
        var decision = basis.Decision;
        var response = new GetStatusResponse
        {
            Decision = decision.Decision.ToWire(),
            Reason = decision.Reason.ToWire(),
            Indicator = decision.IsBlocked ? SmsIndicator.OptedOut : SmsIndicator.Available,
            LedgerPosition = basis.Position,
        };
        basis.Pair.AddTo(response);
        response.OpenReviews.AddRange(basis.Pair.OpenReviews.Select(WireReviews.ToWire));
        if (decision.IsBlocked)
        {
            response.Visibility = basis.IsAboutTheAccount ? OptOutVisibility.CustomerRecord : OptOutVisibility.Conversation;
            response.Notice = notice.For(decision.Reason, basis.Account);
            response.ResubscribeHint = basis.ResubscribeHint;
            response.Alternatives.AddRange(WireRecords.Alternatives);
        }

        return response;
    }

    private (RecordScope Scope, PhoneNumber Customer, StatusMoment? AsOf) Read(GetStatusRequest request)
    {
        var reader = new RequestReader(clock.NowOrStale());
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var scope = RecordScope.ReadOptional(ref reader, customer, request.SenderNumber, request.AccountId);
        if (scope is { Sender: null, Account: null })
        {
            reader.Add("sender_number", ErrorReason.ScopeRequired, "sender_number or account_id is required.");
        }

        var asOf = StatusMoment.Read(ref reader, request);
        reader.ThrowIfInvalid();
        return (scope, customer, asOf);
    }
}
