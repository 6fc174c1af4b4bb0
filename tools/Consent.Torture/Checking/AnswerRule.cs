namespace Consent.Torture.Checking;

/// <summary>
/// Rule (b): each answer equals the decision computed from the ledger at some position not below the answer's own, not below any that
/// was acknowledged before the call, and not above the last before the return.
/// </summary>
internal sealed class AnswerRule(DecisionModel model, LedgerTimes times)
{
    private static readonly DecisionReason[] Allowing = [DecisionReason.NoOptOut, DecisionReason.Resubscribed];
    private static readonly DecisionReason[] Blocking = [DecisionReason.OptedOutOfNumber, DecisionReason.OptedOutOfAccount];

    public void Check(CheckOperation check, Violations violations)
    {
        var acknowledged = times.LastAcknowledgedBefore(check.Called);
        var highest = times.LastPositionAt(check.Returned!.Value);
        if (acknowledged is not null && check.Position < acknowledged.Position)
        {
            violations.Add(
                ViolationKind.PositionBehind,
                $"answered as of {check.Position}, after {acknowledged.Position} had been acknowledged",
                check, acknowledged);
        }

        if (check.Position > highest)
        {
            violations.Add(
                ViolationKind.PositionAhead, $"answered as of {check.Position}, when there can have been no more than {highest}", check);
        }
        else if (!(check.Reason == DecisionReason.PendingReply && check.ReplyId is not null))
        {
            CheckDecision(check, Math.Max(check.Position, acknowledged?.Position ?? 0), highest, violations);
        }
    }

    private void CheckDecision(CheckOperation check, long lowest, long highest, Violations violations)
    {
        var decisions = model.Of(check.Sender, check.Customer);
        var reasons = check.Decision switch
        {
            Decision.Allowed => Allowing,
            Decision.Blocked => Blocking,
            _ => [],
        };
        var kind = !reasons.Any(reason => decisions.Holds(reason, lowest, highest))
            ? check.Decision == Decision.Blocked ? ViolationKind.WrongBlock : ViolationKind.WrongPermission
            : check.Reason is { } given && !(reasons.Contains(given) && decisions.Holds(given, lowest, highest))
                ? ViolationKind.WrongReason
                : (ViolationKind?)null;
        if (kind is { } wrong)
        {
            violations.Add(
                wrong,
                $"answered {check.Decision} ({check.Reason}); {decisions.At(lowest)} held at {lowest}, and that answer nowhere up to {highest}",
                check);
        }
    }
}
