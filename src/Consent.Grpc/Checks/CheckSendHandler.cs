using Consent.Core.Records;
using Consent.Grpc.Notices;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using DecisionReason = Consent.Core.Records.DecisionReason;

namespace Consent.Grpc.Checks;

/// <summary>Answers checks from this server's memory: read, gate, look up, decide, answer.</summary>
internal sealed class CheckSendHandler(FreshnessGate gate, PendingReplyUse replies, Notice notice)
{
    private Permission? _permission;

    public Task<CheckSendResponse> CheckAsync(CheckSendRequest request, ServerCallContext context)
    {
        var query = SendQuery.Read(request);
        return query.MayBePendingReply
            ? CheckReplyAsync(query, context)
            : gate.AnswerAsync(
                (Handler: this, Query: query), static (asked, roster) => asked.Handler.Check(asked.Query, roster), context);
    }

    /// <summary>The same answer as a frame of gRPC; where nothing blocks, one that was made before.</summary>
    /// <param name="query">A check that no pending reply can answer.</param>
    /// <param name="roster">What the gate let through.</param>
    public byte[] Frame(in SendQuery query, ReplicaRoster roster)
    {
        var position = roster.Position;
        return AnswerOfOptOut(query, roster, position, replyPending: false) is { } response
            ? MessageFrame.Of(response)
            : PermissionAt(position).Frame;
    }

    /// <summary>Whether the answer is from memory, and waits for nobody.</summary>
    public bool AnswersAtOnce(CheckSendRequest request) =>
        !gate.IsStrict && !SendRules.MayBePendingReply(request.Channel.ToCore(), request.Purpose.ToCore());

    // Only the record's grain can decide rule 2; what it does not let out is decided like any other message.
    private async Task<CheckSendResponse> CheckReplyAsync(SendQuery query, ServerCallContext context)
    {
        var roster = await gate.RosterAsync(context);
        var position = roster.Position;
        return await replies.TryUseAsync(roster.Registry.RouteOf(query.Sender), query, context)
            ? await Check(query, roster, position, replyPending: true)
            : await Check(query, await gate.RosterAsync(context));
    }

    // The position first: what is applied afterwards may be known too, what came before must be.
    private Task<CheckSendResponse> Check(in SendQuery query, ReplicaRoster roster) =>
        Check(query, roster, roster.Position, replyPending: false);

    private Task<CheckSendResponse> Check(in SendQuery query, ReplicaRoster roster, long position, bool replyPending) =>
        AnswerOfOptOut(query, roster, position, replyPending) is { } response
            ? Task.FromResult(response)
            : PermissionAt(position).Answer;

    // Null where there is no opt-out, as for nearly every check.
    private CheckSendResponse? AnswerOfOptOut(in SendQuery query, ReplicaRoster roster, long position, bool replyPending)
    {
        var decision = roster.FindPair(query.Sender, query.Customer).Decide(query.Channel, query.Purpose, replyPending);
        if (decision.Reason == DecisionReason.NoOptOut)
        {
            return null;
        }

        var response = new CheckSendResponse
        {
            LedgerPosition = position,
            Decision = decision.Decision.ToWire(),
            Reason = decision.Reason.ToWire(),
        };
        if (decision.IsBlocked)
        {
            AddBlocked(response, decision, query, roster);
        }

        return response;
    }

    // Nearly every answer: made once for a position, and given to all who ask until the next entry. Nobody changes an answer.
    private Permission PermissionAt(long position)
    {
        var permission = Volatile.Read(ref _permission);
        if (permission?.Position != position)
        {
            permission = new Permission(position);
            Volatile.Write(ref _permission, permission);
        }

        return permission;
    }

    private void AddBlocked(CheckSendResponse response, in SendDecision decision, in SendQuery query, ReplicaRoster roster)
    {
        // Once a sender has an account, it stays: what an account's record blocks has one.
        var registered = roster.Registry.FindSender(query.Sender);
        response.Notice = notice.For(decision.Reason, registered?.Settings);
        response.Alternatives.AddRange(WireRecords.Alternatives);
        if (decision.Reason == DecisionReason.HeldForReview)
        {
            return;
        }

        var key = decision.Reason == DecisionReason.OptedOutOfAccount
            ? RecordKey.ForAccount(registered!.Route.Account!.Value, query.Customer)
            : RecordKey.ForNumber(query.Sender, query.Customer);
        response.OptOut = decision.OptOut.ToWire(key);
    }

    private sealed class Permission
    {
        public Permission(long position)
        {
            var answer = new CheckSendResponse
            {
                Decision = V1.Decision.Allowed,
                Reason = V1.DecisionReason.NoOptOut,
                LedgerPosition = position,
            };
            (Position, Answer, Frame) = (position, Task.FromResult(answer), MessageFrame.Of(answer));
        }

        public long Position { get; }

        public Task<CheckSendResponse> Answer { get; }

        public byte[] Frame { get; }
    }
}
