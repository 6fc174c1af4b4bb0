using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

/// <summary>The decision table against a plain reading of its text, for every combination of two records.</summary>
public sealed class SendRulesModelTests
{
    private static readonly Channel[] SomeChannels = [Channel.Sms, Channel.Voice, Channel.Mms, Channel.Rcs];

    [Theory]
    [InlineData(Channel.Unspecified)]
    [InlineData(Channel.Sms)]
    [InlineData(Channel.Email)]
    [InlineData(Channel.Voice)]
    [InlineData(Channel.Mms)]
    [InlineData(Channel.Rcs)]
    public void Decide_EveryCombination_AnswersAsTheTableReads(Channel channel)
    {
        foreach (var number in EveryRecord())
        {
            foreach (var account in EveryRecord())
            {
                foreach (var replyPending in new[] { false, true })
                {
                    var (reason, optOut) = TheTable(channel, replyPending, number, account);
                    var decision = SendRules.Decide(channel, replyPending, Packed(number), Packed(account));

                    Assert.Equal(new SendDecision(reason, Packed(optOut)), decision);
                    Assert.Equal(
                        reason is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount, decision.IsBlocked);
                }
            }
        }
    }

    [Theory]
    [InlineData(PossibleOptOutPolicy.Unspecified)]
    [InlineData(PossibleOptOutPolicy.Record)]
    [InlineData(PossibleOptOutPolicy.HoldCampaigns)]
    [InlineData(PossibleOptOutPolicy.HoldAll)]
    public void Decide_EveryOpenReview_AnswersAsTheTableReads(PossibleOptOutPolicy policy)
    {
        var few = EveryRecord().Where(record => record is null or { Source: ConsentSource.InboundSms or ConsentSource.Import }).ToList();
        foreach (var (number, account) in few.SelectMany(number => few.Select(account => (number, account))))
        {
            foreach (var purpose in Enum.GetValues<MessagePurpose>())
            {
                for (var way = 0; way < 32; way++)
                {
                    var (channel, pending) = (SomeChannels[way & 3], (way & 4) != 0);
                    var (ofNumber, ofAccount) = ((way & 8) != 0, (way & 16) != 0);
                    var (reason, optOut) = TheTable(channel, pending, number, account);
                    var held = (policy, purpose) is (PossibleOptOutPolicy.HoldAll, _)
                        or (PossibleOptOutPolicy.HoldCampaigns, MessagePurpose.Campaign);
                    if ((ofNumber || ofAccount) && held && reason is (DecisionReason.Resubscribed or DecisionReason.NoOptOut))
                    {
                        reason = DecisionReason.HeldForReview;
                    }

                    var decision = SendRules.Decide(
                        channel,
                        pending,
                        Packed(number).WithOpenReview(ofNumber),
                        Packed(account).WithOpenReview(ofAccount),
                        purpose,
                        policy);

                    Assert.Equal(reason, decision.Reason);
                    Assert.Equal(Packed(optOut).At, decision.OptOut.At);
                    Assert.Equal(
                        reason is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount or DecisionReason.HeldForReview,
                        decision.IsBlocked);
                }
            }
        }
    }

    private static (DecisionReason Reason, Held? OptOut) TheTable(Channel channel, bool replyPending, Held? number, Held? account)
    {
        if (channel == Channel.Email || channel == Channel.Voice)
        {
            return (DecisionReason.ChannelNotCovered, null);
        }

        if (replyPending)
        {
            return (DecisionReason.PendingReply, null);
        }

        if (number is { OptedOut: true })
        {
            return (DecisionReason.OptedOutOfNumber, number);
        }

        if (account is { OptedOut: true })
        {
            var ownStart = number is not null && number.Source == ConsentSource.InboundSms;
            var later = number is not null && number.At > account.At && number.Position > account.Position;
            if (!(ownStart && later))
            {
                return (DecisionReason.OptedOutOfAccount, account);
            }
        }

        var again = number is { OptedOut: false, WasOptedOut: true } || account is { OptedOut: false, WasOptedOut: true };
        return (again ? DecisionReason.Resubscribed : DecisionReason.NoOptOut, null);
    }

    private static IEnumerable<Held?> EveryRecord()
    {
        yield return null;
        foreach (var source in Enum.GetValues<ConsentSource>())
        {
            foreach (var (at, position) in new[] { (1L, 1L), (1L, 2L), (2L, 1L), (2L, 2L), (3L, 3L) })
            {
                yield return new Held(true, true, source, at, position);
                yield return new Held(false, true, source, at, position);
                yield return new Held(false, false, source, at, position);
            }
        }
    }

    private static Standing Packed(Held? held) => held is null
        ? default
        : new Standing(
            held.OptedOut ? ConsentState.OptedOut : ConsentState.Subscribed,
            held.Source,
            held.WasOptedOut,
            new Instant(held.At),
            held.Position);

    private sealed record Held(bool OptedOut, bool WasOptedOut, ConsentSource Source, long At, long Position);
}
