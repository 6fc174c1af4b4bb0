using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

/// <summary>Every row of the decision table, in its order.</summary>
public sealed class SendRulesTests
{
    private const ConsentSource Start = ConsentSource.InboundSms;
    private const ConsentSource Operator = ConsentSource.Operator;

    [Theory]
    [InlineData(Channel.Email)]
    [InlineData(Channel.Voice)]
    public void Decide_EmailOrVoice_IsNotCovered(Channel channel)
    {
        var decision = SendRules.Decide(channel, replyPending: true, OptedOut(at: 10), OptedOut(at: 10));

        Assert.Equal(new SendDecision(DecisionReason.ChannelNotCovered), decision);
        Assert.Equal(Decision.Allowed, decision.Decision);
    }

    [Theory]
    [InlineData(Channel.Unspecified)]
    [InlineData(Channel.Sms)]
    [InlineData(Channel.Mms)]
    [InlineData(Channel.Rcs)]
    public void Decide_SmsMmsRcsOrUnspecified_IsCovered(Channel channel) =>
        Assert.Equal(DecisionReason.OptedOutOfNumber, SendRules.Decide(channel, false, OptedOut(at: 10), default).Reason);

    [Fact]
    public void Decide_ReplyPending_IsAllowedThoughOptedOut()
    {
        var decision = SendRules.Decide(Channel.Sms, replyPending: true, OptedOut(at: 10), OptedOut(at: 10));

        Assert.Equal(new SendDecision(DecisionReason.PendingReply), decision);
        Assert.False(decision.IsBlocked);
    }

    [Fact]
    public void Decide_NumberOptedOut_IsBlockedByTheNumber()
    {
        var optOut = OptedOut(at: 10);

        var decision = SendRules.Decide(Channel.Sms, false, optOut, default);

        Assert.Equal(new SendDecision(DecisionReason.OptedOutOfNumber, optOut), decision);
        Assert.True(decision.IsBlocked);
        Assert.Equal(Decision.Blocked, decision.Decision);
    }

    [Fact]
    public void Decide_NumberAndAccountOptedOut_NamesTheNumber() =>
        Assert.Equal(
            new SendDecision(DecisionReason.OptedOutOfNumber, OptedOut(at: 10)),
            SendRules.Decide(Channel.Sms, false, OptedOut(at: 10), OptedOut(at: 20)));

    [Fact]
    public void Decide_NumberOptedOutAndAccountSubscribed_IsBlockedByTheNumber() =>
        Assert.Equal(DecisionReason.OptedOutOfNumber, Decide(OptedOut(at: 10), Subscribed(at: 20, Start)));

    [Fact]
    public void Decide_AccountOptedOut_IsBlockedByTheAccount()
    {
        var optOut = OptedOut(at: 10);

        var decision = SendRules.Decide(Channel.Sms, false, default, optOut);

        Assert.Equal(new SendDecision(DecisionReason.OptedOutOfAccount, optOut), decision);
        Assert.True(decision.IsBlocked);
    }

    [Fact]
    public void Decide_CustomersStartToTheNumberAfterTheAccountsOptOut_IsAllowed() =>
        Assert.Equal(DecisionReason.NoOptOut, Decide(Subscribed(at: 11, Start), OptedOut(at: 10)));

    [Fact]
    public void Decide_CustomersStartToTheNumberThatWasOptedOut_IsResubscribed() =>
        Assert.Equal(DecisionReason.Resubscribed, Decide(Subscribed(at: 11, Start, wasOptedOut: true), OptedOut(at: 10)));

    [Theory]
    [InlineData(10, 11, "the same time")]
    [InlineData(9, 11, "an earlier time")]
    [InlineData(11, 10, "the same position")]
    [InlineData(11, 9, "an earlier position")]
    public void Decide_StartToTheNumberNotLaterInBothTimeAndPosition_StaysBlocked(long at, long position, string why)
    {
        var start = new Standing(ConsentState.Subscribed, Start, true, new Instant(at), position);
        var optOut = new Standing(ConsentState.OptedOut, Start, true, new Instant(10), 10);

        Assert.True(SendRules.Decide(Channel.Sms, false, start, optOut).Reason == DecisionReason.OptedOutOfAccount, why);
    }

    [Theory]
    [InlineData(ConsentSource.Unspecified)]
    [InlineData(ConsentSource.Operator)]
    [InlineData(ConsentSource.WebForm)]
    [InlineData(ConsentSource.PhoneCall)]
    [InlineData(ConsentSource.Email)]
    [InlineData(ConsentSource.PostalMail)]
    [InlineData(ConsentSource.Import)]
    [InlineData(ConsentSource.Provider)]
    [InlineData(ConsentSource.Carrier)]
    [InlineData(ConsentSource.Button)]
    public void Decide_NumberSubscribedByAnyoneButTheCustomersText_StaysBlocked(ConsentSource source) =>
        Assert.Equal(DecisionReason.OptedOutOfAccount, Decide(Subscribed(at: 20, source), OptedOut(at: 10)));

    [Theory]
    [InlineData(ConsentSource.InboundSms)]
    [InlineData(ConsentSource.Operator)]
    public void Decide_NumberSubscribedAgain_IsResubscribed(ConsentSource source) =>
        Assert.Equal(DecisionReason.Resubscribed, Decide(Subscribed(at: 10, source, wasOptedOut: true), default));

    [Fact]
    public void Decide_AccountSubscribedAgain_IsResubscribed()
    {
        Assert.Equal(DecisionReason.Resubscribed, Decide(default, Subscribed(at: 10, Start, wasOptedOut: true)));
        Assert.Equal(DecisionReason.Resubscribed, Decide(default, Subscribed(at: 10, Operator, wasOptedOut: true)));
    }

    [Fact]
    public void Decide_SubscribedWithoutEverOptingOut_IsNoOptOut() =>
        Assert.Equal(DecisionReason.NoOptOut, Decide(Subscribed(at: 10, Start), Subscribed(at: 20, Start)));

    [Fact]
    public void Decide_NoRecords_IsNoOptOut()
    {
        var decision = SendRules.Decide(Channel.Sms, false, default, default);

        Assert.Equal(new SendDecision(DecisionReason.NoOptOut), decision);
        Assert.True(decision.OptOut.IsNone);
    }

    [Fact]
    public void Decide_AllowedAfterAnOptOut_NamesNoOptOut() =>
        Assert.True(SendRules.Decide(Channel.Sms, false, Subscribed(at: 11, Start), OptedOut(at: 10)).OptOut.IsNone);

    [Theory]
    [InlineData(MessagePurpose.Unspecified, false)]
    [InlineData(MessagePurpose.AutomatedNotification, false)]
    [InlineData(MessagePurpose.OneOff, false)]
    [InlineData(MessagePurpose.EstimateLink, false)]
    [InlineData(MessagePurpose.InvoiceLink, false)]
    [InlineData(MessagePurpose.Campaign, false)]
    [InlineData(MessagePurpose.OptOutConfirmation, true)]
    [InlineData(MessagePurpose.HelpReply, true)]
    [InlineData(MessagePurpose.OptInConfirmation, false)]
    public void IsReply_Purpose_IsTheConfirmationAndTheHelpOnly(MessagePurpose purpose, bool isReply) =>
        Assert.Equal(isReply, SendRules.IsReply(purpose));

    [Theory]
    [InlineData(Channel.Unspecified, MessagePurpose.HelpReply, true)]
    [InlineData(Channel.Sms, MessagePurpose.OptOutConfirmation, true)]
    [InlineData(Channel.Mms, MessagePurpose.OptOutConfirmation, true)]
    [InlineData(Channel.Rcs, MessagePurpose.HelpReply, true)]
    [InlineData(Channel.Sms, MessagePurpose.OptInConfirmation, false)]
    [InlineData(Channel.Rcs, MessagePurpose.OptInConfirmation, false)]
    [InlineData(Channel.Email, MessagePurpose.HelpReply, false)]
    [InlineData(Channel.Voice, MessagePurpose.OptOutConfirmation, false)]
    public void MayBePendingReply_ChannelAndPurpose_IsAReplyBySmsMmsOrRcs(Channel channel, MessagePurpose purpose, bool may) =>
        Assert.Equal(may, SendRules.MayBePendingReply(channel, purpose));

    private static DecisionReason Decide(Standing number, Standing account) =>
        SendRules.Decide(Channel.Sms, false, number, account).Reason;

    private static Standing OptedOut(long at) => new(ConsentState.OptedOut, Start, true, new Instant(at), at);

    private static Standing Subscribed(long at, ConsentSource source, bool wasOptedOut = false) =>
        new(ConsentState.Subscribed, source, wasOptedOut, new Instant(at), at);
}
