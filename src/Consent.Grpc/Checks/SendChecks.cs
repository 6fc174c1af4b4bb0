using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Texts;
using Consent.Grpc.Ledger;
using Consent.Grpc.Notices;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Checks;

/// <summary>Answers checks from this server's memory: read, gate, look up, answer.</summary>
internal sealed class SendChecks(FreshnessGate gate, PendingReplies replies, Notice notice)
{
    private Permission? _permission;

    public Task<CheckSendResponse> CheckAsync(CheckSendRequest request, ServerCallContext context)
    {
        if (!SenderNumber.TryParse(request.SenderNumber, out var sender)
            || !PhoneNumber.TryParse(request.CustomerNumber, out var customer)
            || !IsValid(request, sender, customer))
        {
            throw Refusal(request);
        }

        if (AsksTheRecord(request))
        {
            return CheckReplyAsync(request, sender, customer, context);
        }

        var passing = gate.RosterAsync(context);
        return passing.IsCompletedSuccessfully
            ? Check(request, sender, customer, passing.Result)
            : CheckLaterAsync(request, sender, customer, passing);
    }

    /// <summary>Whether the answer is from memory, and waits for nobody.</summary>
    public bool AnswersAtOnce(CheckSendRequest request) => !gate.IsStrict && !AsksTheRecord(request);

    // The answer is the record's writer to give.
    private static bool AsksTheRecord(CheckSendRequest request) =>
        IsCovered(request) && SendRules.IsReply((Core.Records.MessagePurpose)request.Purpose);

    private static bool IsCovered(CheckSendRequest request) => SendRules.IsCovered((Core.Records.Channel)request.Channel);

    private static bool IsValid(CheckSendRequest request, SenderNumber sender, PhoneNumber customer) =>
        !sender.Is(customer)
        && request.Channel is >= V1.Channel.Unspecified and <= V1.Channel.Voice
        && request.Purpose is >= V1.MessagePurpose.Unspecified and <= V1.MessagePurpose.OptInConfirmation
        && (request.MessageId.Length == 0
            || (request.MessageId.Length <= FieldLimits.MessageId && !ControlCharacters.AreIn(request.MessageId)));

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

    // Rule 2 is the grain's to answer; what it does not let out is decided like any other message.
    private async Task<CheckSendResponse> CheckReplyAsync(
        CheckSendRequest request, SenderNumber sender, PhoneNumber customer, ServerCallContext context)
    {
        var roster = await gate.RosterAsync(context);
        var position = roster.Position;
        return await replies.TryUseAsync(roster.Registry.RouteOf(sender), customer, request, context)
            ? new CheckSendResponse
            {
                Decision = V1.Decision.Allowed,
                Reason = V1.DecisionReason.PendingReply,
                LedgerPosition = position,
            }
            : await Check(request, sender, customer, await gate.RosterAsync(context));
    }

    private async Task<CheckSendResponse> CheckLaterAsync(
        CheckSendRequest request, SenderNumber sender, PhoneNumber customer, ValueTask<ReplicaRoster> passing) =>
        await Check(request, sender, customer, await passing);

    private Task<CheckSendResponse> Check(CheckSendRequest request, SenderNumber sender, PhoneNumber customer, ReplicaRoster roster)
    {
        // The position first: what is applied afterwards may be known too, what came before must be.
        var position = roster.Position;
        var decision = IsCovered(request)
            ? roster.Decide(sender, customer)
            : new SendDecision(Core.Records.DecisionReason.ChannelNotCovered);
        if (decision.Reason == Core.Records.DecisionReason.NoOptOut)
        {
            return Permit(position);
        }

        var response = new CheckSendResponse
        {
            LedgerPosition = position,
            Decision = (V1.Decision)decision.Decision,
            Reason = (V1.DecisionReason)decision.Reason,
        };
        if (decision.IsBlocked)
        {
            AddBlocked(response, decision, sender, customer, roster);
        }

        return Task.FromResult(response);
    }

    // Nearly every answer: made once for a position, and given to all who ask until the next entry. Nobody changes an answer.
    private Task<CheckSendResponse> Permit(long position)
    {
        var permission = Volatile.Read(ref _permission);
        if (permission?.Position != position)
        {
            permission = new Permission(position);
            Volatile.Write(ref _permission, permission);
        }

        return permission.Answer;
    }

    private void AddBlocked(
        CheckSendResponse response, SendDecision decision, SenderNumber sender, PhoneNumber customer, ReplicaRoster roster)
    {
        // Once a sender has an account, it stays: what an account's record blocks has one.
        var registered = roster.Registry.FindSender(sender);
        var key = decision.Reason == Core.Records.DecisionReason.OptedOutOfAccount
            ? RecordKey.ForAccount(registered!.Route.Account!.Value, customer)
            : RecordKey.ForNumber(sender, customer);
        response.Notice = notice.BlockedFor(registered?.Settings);
        response.OptOut = decision.OptOut.ToWire(key);
        response.Alternatives.AddRange(WireRecords.Alternatives);
    }
    private sealed class Permission(long position)
    {
        public long Position => position;

        public Task<CheckSendResponse> Answer { get; } = Task.FromResult(new CheckSendResponse
        {
            Decision = V1.Decision.Allowed,
            Reason = V1.DecisionReason.NoOptOut,
            LedgerPosition = position,
        });
    }
}
