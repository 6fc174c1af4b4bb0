namespace Consent.Core.Records;

/// <summary>Whether a message may go out, why, and the opt-out that blocks it.</summary>
public readonly record struct SendDecision(DecisionReason Reason, Standing OptOut = default)
{
    public Decision Decision => Reason is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount
        ? Decision.Blocked
        : Decision.Allowed;

    public bool IsBlocked => Decision == Decision.Blocked;
}
