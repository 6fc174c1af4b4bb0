using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using static Consent.V1.DecisionReason;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>Each row of the decision table, over the wire.</summary>
[Collection(OneHost.Name)]
public sealed class DecisionTableTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Theory]
    [InlineData(Channel.Email)]
    [InlineData(Channel.Voice)]
    public async Task Row1_AnotherChannel_IsNotCovered(Channel channel)
    {
        var business = await OptedOutOfBothAsync();

        foreach (var sender in business.Senders)
        {
            var answer = await business.To(sender).CheckAsync(channel);
            Assert.Equal((Decision.Allowed, ChannelNotCovered, ""), (answer.Decision, answer.Reason, answer.Notice));
        }
    }

    [Fact]
    public async Task Row2_ReplyThatATextCalledFor_GoesOutOnceFromTheNumberTexted()
    {
        var business = await RegisterAsync();
        await business.To(business.Standard).TextAsync("STOP");

        Assert.False(await business.To(business.OtherStandard).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.False(await business.To(business.Engage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.True(await business.To(business.Standard).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        var other = await business.To(business.Standard).ReplyAsync(MessagePurpose.OptOutConfirmation, "out-2");
        Assert.Equal((Decision.Blocked, OptedOutOfAccount), (other.Decision, other.Reason));
    }

    [Fact]
    public async Task Row3_NumberOptedOut_IsBlockedBeforeTheAccountIsLookedAt()
    {
        var business = await OptedOutOfBothAsync();

        var answer = await business.To(business.Engage).CheckAsync();

        Assert.Equal((Decision.Blocked, OptedOutOfNumber), (answer.Decision, answer.Reason));
        Assert.Equal((ConsentRecord.ScopeOneofCase.SenderNumber, business.Engage), (answer.OptOut.ScopeCase, answer.OptOut.SenderNumber));
    }

    [Fact]
    public async Task Row4_AccountOptedOut_BlocksEveryNumberAndNamesTheAccount()
    {
        var business = await RegisterAsync();
        var stop = await business.To(business.Standard).TextAsync("STOP");

        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
        var answer = await business.To(business.OtherEngage).CheckAsync();
        Assert.Equal(new ConsentRecord(stop.Record) { Keyword = "", Revision = 0 }, answer.OptOut);
        Assert.Equal((business.Id, business.Customer), (answer.OptOut.AccountId, answer.OptOut.CustomerNumber));
        Assert.Equal(
            "Alert: This user has opted out of SMS communication. You cannot send this message via Acme CRM.", answer.Notice);
        Assert.Equal([Channel.Email, Channel.Voice], answer.Alternatives);
    }

    [Fact]
    public async Task Row4_LaterStartToAnEngageNumber_LiftsItForThatNumberAlone()
    {
        var business = await OptedOutOfAccountAsync();

        var start = await business.To(business.Engage).TextAsync("START", _minutes.Next());

        Assert.Equal((true, business.Engage, NoOptOut), (start.Applied, start.Record.SenderNumber, start.Reason));
        Assert.Equal([OptedOutOfAccount, OptedOutOfAccount, NoOptOut, OptedOutOfAccount], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Row4_EarlierStartToAnEngageNumber_LiftsNothing()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("START", _minutes.Next());
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        Assert.Equal(OptedOutOfAccount, (await business.To(business.Engage).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Row4_StartThatIsEnteredLaterButWasSaidEarlier_LiftsNothing()
    {
        var business = await RegisterAsync();
        var earlier = _minutes.Next();
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        await business.To(business.Engage).TextAsync("START", earlier);

        Assert.Equal(OptedOutOfAccount, (await business.To(business.Engage).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Row4_ReactivationOfTheNumber_IsNoStartOfTheCustomers()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        Assert.True((await host.Client.ReactivateAsync(business.To(business.Engage).Reactivation(_minutes.Next()))).Applied);

        Assert.Equal(OptedOutOfAccount, (await business.To(business.Engage).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Row5_NumberOptedOutAndSubscribedAgain_IsResubscribed()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());
        await business.To(business.Engage).TextAsync("START", _minutes.Next());

        Assert.Equal([NoOptOut, NoOptOut, Resubscribed, NoOptOut], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Row5_AccountOptedOutAndSubscribedAgain_IsResubscribed()
    {
        var business = await OptedOutOfAccountAsync();
        await business.To(business.OtherStandard).TextAsync("START", _minutes.Next());

        Assert.Equal(Enumerable.Repeat(Resubscribed, 4), await business.ReasonsAsync());
    }

    [Fact]
    public async Task Row6_NobodyOptedOut_IsAllowed()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("HELP");
        await business.To(business.Standard).TextAsync("HELP");

        Assert.Equal(Enumerable.Repeat(NoOptOut, 4), await business.ReasonsAsync());
    }

    private Task<Business> RegisterAsync(ResubscribePolicy policy = ResubscribePolicy.CustomerStart) =>
        Business.RegisterAsync(host.Host, policy);

    private async Task<Business> OptedOutOfAccountAsync()
    {
        var business = await RegisterAsync();
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        return business;
    }

    private async Task<Business> OptedOutOfBothAsync()
    {
        var business = await OptedOutOfAccountAsync();
        foreach (var sender in business.Senders)
        {
            await host.Client.RecordOptOutAsync(business.To(sender).OptOut());
        }

        return business;
    }
}
