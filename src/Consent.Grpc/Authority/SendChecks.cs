using Consent.Core.Decisions;
using Consent.Core.Numbers;
using Consent.Grpc.Errors;
using Consent.Grpc.Notices;
using Consent.Grpc.Requests;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Authority;

/// <summary>Answers checks from this server's memory: read, gate, look up, answer.</summary>
internal sealed class SendChecks(FreshnessGate gate, Notice notice)
{
    public CheckSendResponse Check(CheckSendRequest request)
    {
        if (!SenderNumber.TryParse(request.SenderNumber, out var sender)
            || !PhoneNumber.TryParse(request.CustomerNumber, out var customer)
            || !IsValid(request, sender, customer))
        {
            throw Refusal(request);
        }

        if (!gate.TryPass(out var roster))
        {
            throw ConsentErrors.RosterStale();
        }

        // The position first: what is applied afterwards may be known too, what came before must be.
        var response = new CheckSendResponse { LedgerPosition = roster.Position };
        var decision = SendRules.IsCovered((Core.Decisions.Channel)request.Channel)
            ? roster.Decide(sender, customer)
            : new SendDecision(Core.Decisions.DecisionReason.ChannelNotCovered);
        response.Decision = (V1.Decision)decision.Decision;
        response.Reason = (V1.DecisionReason)decision.Reason;
        if (decision.IsBlocked)
        {
            response.Notice = notice.Blocked;
            response.OptOut = decision.OptOut.ToWire(sender, request.CustomerNumber);
            response.Alternatives.AddRange(WireRecords.Alternatives);
        }

        return response;
    }

    private static bool IsValid(CheckSendRequest request, SenderNumber sender, PhoneNumber customer) =>
        !sender.Is(customer)
        && request.Channel is >= V1.Channel.Unspecified and <= V1.Channel.Voice
        && request.Purpose is >= V1.MessagePurpose.Unspecified and <= V1.MessagePurpose.OptInConfirmation
        && (request.MessageId.Length == 0
            || (request.MessageId.Length <= FieldLimits.MessageId && !request.MessageId.Any(char.IsControl)));

    private static RpcException Refusal(CheckSendRequest request)
    {
        var reader = new RequestReader(default);
        var sender = reader.Sender("sender_number", request.SenderNumber);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        reader.Differ(sender, customer);
        reader.Known("channel", request.Channel);
        reader.Known("purpose", request.Purpose);
        reader.Id("message_id", request.MessageId, FieldLimits.MessageId);
        return reader.Refusal();
    }
}
