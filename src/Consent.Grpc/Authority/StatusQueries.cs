using Consent.Core.Numbers;
using Consent.Grpc.Calls;
using Consent.Grpc.Errors;
using Consent.Grpc.Notices;
using Consent.Grpc.Requests;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Authority;

/// <summary>Answers what to show for a pair, or for a customer of an account.</summary>
internal sealed class StatusQueries(
    FreshnessGate gate, DatabaseClock clock, RecordReader records, Notice notice, TimeProvider time)
{
    public async Task<GetStatusResponse> GetAsync(GetStatusRequest request, ServerCallContext context)
    {
        var (scope, customer) = Read(request);
        var roster = await gate.RosterAsync(context);
        var account = scope.FindAccount(roster);
        RefuseThePast(request);

        // The roster first: the grains' records are then the same or newer, and the decision is made from those.
        var position = roster.Position;
        using var callTime = new CallTime(context, time);
        var pair = await records.ReadAsync(scope, customer, roster, callTime.Token);
        var decision = pair.Decide();
        var response = new GetStatusResponse
        {
            Decision = (V1.Decision)decision.Decision,
            Reason = (V1.DecisionReason)decision.Reason,
            Indicator = decision.IsBlocked ? SmsIndicator.OptedOut : SmsIndicator.Available,
            LedgerPosition = position,
        };
        pair.AddTo(response);
        if (decision.IsBlocked)
        {
            response.Visibility = pair.IsAccountOptedOut ? OptOutVisibility.CustomerRecord : OptOutVisibility.Conversation;
            response.Notice = notice.BlockedFor(account);
            response.ResubscribeHint = scope.HowToReturn(roster, pair.IsAccountOptedOut);
            response.Alternatives.AddRange(WireRecords.Alternatives);
        }

        return response;
    }

    private (RecordScope Scope, PhoneNumber Customer) Read(GetStatusRequest request)
    {
        var reader = new RequestReader(clock.Now ?? throw ConsentErrors.RosterStale());
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var scope = ReadScope(reader, request, customer);
        reader.Time("as_of", request.AsOf);
        reader.ThrowIfInvalid();
        return (scope, customer);
    }

    // Neither field is optional in the contract: empty means unset.
    private static RecordScope ReadScope(RequestReader reader, GetStatusRequest request, PhoneNumber customer)
    {
        SenderNumber? sender = null;
        AccountId? account = null;
        if (request.SenderNumber.Length > 0)
        {
            sender = reader.Sender("sender_number", request.SenderNumber);
            reader.Differ(sender.Value, customer);
        }

        if (request.AccountId.Length > 0)
        {
            account = reader.Account("account_id", request.AccountId);
        }

        if (sender is not null && account is not null)
        {
            reader.Add("account_id", ErrorReason.ScopeAmbiguous, "sender_number and account_id exclude each other.");
        }
        else if (sender is null && account is null)
        {
            reader.Add("sender_number", ErrorReason.ScopeRequired, "One of sender_number and account_id is required.");
        }

        return new RecordScope(sender, account);
    }

    private static void RefuseThePast(GetStatusRequest request)
    {
        if (request.AsOf is not null || request.AsOfPosition != 0)
        {
            throw ConsentErrors.NotImplemented(request.AsOf is not null ? "as_of" : "as_of_position");
        }
    }
}
