namespace Consent.Peers;

/// <summary>Answers that are the same for everybody, made once: a message is only read while it is sent.</summary>
internal static class Answers
{
    private const string Notice = "This customer has opted out of texts from this number.";

    // No peer has a ledger; the position is there so that an answer is as long as the service's own.
    private const long LedgerPosition = 1_000_000;

    public static readonly CheckSendResponse Allowed = new()
    {
        Decision = Decision.Allowed,
        Reason = DecisionReason.NoOptOut,
        LedgerPosition = LedgerPosition,
    };

    public static readonly CheckSendResponse Blocked = new()
    {
        Decision = Decision.Blocked,
        Reason = DecisionReason.OptedOutOfNumber,
        Notice = Notice,
        Alternatives = { Channel.Email, Channel.Voice },
        LedgerPosition = LedgerPosition,
    };

    public static CheckSendResponse For(bool optedOut) => optedOut ? Blocked : Allowed;

    public static BatchCheckSendResponse For(IReadOnlyList<bool> optedOut)
    {
        var response = new BatchCheckSendResponse { LedgerPosition = LedgerPosition };
        response.Decisions.Capacity = optedOut.Count;
        for (var index = 0; index < optedOut.Count; index++)
        {
            response.Decisions.Add(optedOut[index] ? Decision.Blocked : Decision.Allowed);
            if (optedOut[index])
            {
                response.Exceptions.Add(new BatchCheckSendException { Index = index, Reason = DecisionReason.OptedOutOfNumber });
                response.Notice = Notice;
            }
        }

        return response;
    }
}
