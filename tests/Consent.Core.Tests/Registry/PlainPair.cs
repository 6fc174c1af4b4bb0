using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Core.Tests.Records;

namespace Consent.Core.Tests.Registry;

/// <summary>
/// A customer, a number and its account as docs/concepts.md describes them (scopes, policies and "Decisions"), written from that
/// text alone.
/// </summary>
internal sealed class PlainPair(SenderNumber sender, SenderKind kind)
{
    private readonly PlainRecord _number = new(ResubscribePolicy.CustomerStart);
    private readonly PlainRecord _account = new(ResubscribePolicy.CustomerStart);
    private long _position;

    /// <summary>What was said of the record that is named.</summary>
    public void Hear(bool ofAccount, ConsentEvent said) => (ofAccount ? _account : _number).Hear(said, ++_position);

    /// <summary>A text to the number, which may be an opt-out from all of the account's numbers.</summary>
    public void HearText(ConsentEvent said, ResubscribePolicy policy, bool isOfAllNumbers = false)
    {
        (_number.Policy, _account.Policy) = (policy, policy);
        if (isOfAllNumbers && kind != SenderKind.Unspecified)
        {
            Hear(ofAccount: true, said);
            return;
        }

        if (kind != SenderKind.Standard)
        {
            Hear(ofAccount: false, said);
            return;
        }

        Hear(ofAccount: true, said);
        var startLifts = said.Kind == EventKind.OptIn && policy == ResubscribePolicy.CustomerStart;
        if (startLifts && _number.Standing is { SaysStop: true })
        {
            Hear(ofAccount: false, said);
        }
    }

    /// <summary>The decision table, row by row.</summary>
    public DecisionReason Decide(Channel channel, MessagePurpose purpose, long now)
    {
        if (channel is Channel.Email or Channel.Voice)
        {
            return DecisionReason.ChannelNotCovered;
        }

        if (purpose is MessagePurpose.OptOutConfirmation or MessagePurpose.HelpReply && IsPending(purpose, now))
        {
            return DecisionReason.PendingReply;
        }

        var number = _number.Standing;
        if (number is { SaysStop: true })
        {
            return DecisionReason.OptedOutOfNumber;
        }

        // A number that is not registered has no account.
        var account = kind == SenderKind.Unspecified ? null : _account.Standing;
        if (account is { SaysStop: true })
        {
            var byTheCustomersOwnStart = number is { Said.Kind: EventKind.OptIn };
            var later = number is not null && number.At > account.At && number.Position > account.Position;
            if (!byTheCustomersOwnStart || !later)
            {
                return DecisionReason.OptedOutOfAccount;
            }
        }

        var cameBack = (number is not null && _number.WasEverOptedOut) || (account is { SaysStop: false } && _account.WasEverOptedOut);
        return cameBack ? DecisionReason.Resubscribed : DecisionReason.NoOptOut;
    }

    private bool IsPending(MessagePurpose purpose, long now) =>
        _number.IsPending(sender, purpose, now) || (kind != SenderKind.Unspecified && _account.IsPending(sender, purpose, now));
}
