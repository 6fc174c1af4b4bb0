using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>A customer, a number and its account under the rules themselves, put together as the services put them together.</summary>
internal sealed class RoutedPair(SenderNumber sender, SenderKind kind)
{
    private static readonly ReplyTexts Texts = new("confirmed", "welcome", "help", "how to return");
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");

    private readonly SenderRoute _route = kind == SenderKind.Unspecified
        ? new SenderRoute(sender)
        : new SenderRoute(sender, kind, AccountId.Parse("acme"));

    private ConsentRecord _number = ConsentRecord.Empty;
    private ConsentRecord _account = ConsentRecord.Empty;
    private long _position;

    public ConsentRecord Number => _number;

    public ConsentRecord Account => _account;

    public void Hear(bool ofAccount, ConsentEvent said, ResubscribePolicy policy = ResubscribePolicy.CustomerStart)
    {
        if (ofAccount)
        {
            Enter(ref _account, said, policy);
        }
        else
        {
            Enter(ref _number, said, policy);
        }
    }

    /// <summary>A text to the number; an attempt may end after the first record.</summary>
    public void HearText(
        ConsentEvent said, ResubscribePolicy policy, bool endsAfterTheFirst = false, bool isOfAllNumbers = false)
    {
        var isAccounts = EventRoutes.OfText(_route, Customer, isOfAllNumbers).Account is not null;
        Hear(isAccounts, said, policy);
        if (endsAfterTheFirst || EventRoutes.OthersOfText(_route, Customer, said.Kind, AccountSenders.None, isOfAllNumbers).Count == 0)
        {
            return;
        }

        var identities = EventIdentity.RepeatedBy(said);
        var position = _account.Answered.First(answered => identities.Include(answered.Identity)).Position!.Value;
        if (EventRoutes.AlsoLifts(policy, _number.ToStanding(), position))
        {
            Hear(ofAccount: false, said, policy);
        }
    }

    public SendDecision Decide(Channel channel, MessagePurpose purpose, long now) => SendRules.Decide(
        channel,
        SendRules.IsReply(purpose) && IsPending(purpose, now),
        _number.ToStanding(),
        _route.Account is not null ? _account.ToStanding() : default);

    private bool IsPending(MessagePurpose purpose, long now)
    {
        var (first, second) = EventRoutes.OfReply(_route, Customer);
        return IsPending(first, purpose, now) || (second is { } other && IsPending(other, purpose, now));
    }

    private bool IsPending(RecordKey key, MessagePurpose purpose, long now) =>
        RecordRules.UseReply(key.Account is null ? _number : _account, sender, purpose, "out-1", new Instant(now)) is not null;

    private void Enter(ref ConsentRecord record, ConsentEvent said, ResubscribePolicy policy)
    {
        var identities = EventIdentity.RepeatedBy(said);
        if (!record.Answered.Any(answered => identities.Include(answered.Identity)))
        {
            record = RecordRules.Apply(record, said, policy, Texts).Record.CommittedAt(++_position);
        }
    }
}
