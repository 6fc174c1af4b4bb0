using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using static Consent.Grpc.Tests.Reviews.Reviewing;
using static Consent.V1.DecisionReason;
using Account = Consent.Core.Registry.Account;
using Channel = Consent.V1.Channel;
using PossibleOptOutPolicy = Consent.Core.Records.PossibleOptOutPolicy;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Reviews;

/// <summary>What an account holds back while a text that may be an opt-out waits for its review: over every path of a check.</summary>
[Collection(OneHost.Name)]
public sealed class HoldTests(SharedHost host)
{
    private const string HeldNotice =
        "Alert: This user's text may be an opt-out from SMS communication, and nobody has reviewed it yet. You cannot send this message "
        + "via Acme CRM until then.";

    private static readonly MessagePurpose[] Purposes =
        [.. Enum.GetValues<MessagePurpose>().Except([MessagePurpose.OptOutConfirmation, MessagePurpose.HelpReply])];

    private readonly Minutes _minutes = new();

    [Theory]
    [InlineData(PossibleOptOutPolicy.Record)]
    [InlineData(PossibleOptOutPolicy.HoldCampaigns)]
    [InlineData(PossibleOptOutPolicy.HoldAll)]
    public async Task EveryPath_OpenReviewOfTheAccount_HoldsWhatThePolicySays(PossibleOptOutPolicy policy)
    {
        var business = await RegisterAsync(policy);
        await business.To(business.Standard).DoubtAsync();

        foreach (var purpose in Purposes)
        {
            var isHeld = policy == PossibleOptOutPolicy.HoldAll
                || (policy == PossibleOptOutPolicy.HoldCampaigns && purpose == MessagePurpose.Campaign);
            var expected = (isHeld ? Decision.Blocked : Decision.Allowed, isHeld ? HeldForReview : NoOptOut, isHeld ? HeldNotice : "");
            foreach (var sender in business.Senders)
            {
                Assert.Equal(expected, await CheckedAsync(business, sender, purpose));
                Assert.Equal(expected, await StreamedAsync(business, sender, purpose));
                Assert.Equal(expected, await BatchedAsync(business, sender, purpose));
            }

            Assert.Equal(expected, await SelectedAsync(business, purpose));
        }
    }

    [Theory]
    [InlineData(MessagePurpose.OptOutConfirmation)]
    [InlineData(MessagePurpose.HelpReply)]
    public async Task CheckSend_ReplyThatIsNotPending_IsDecidedAsNoReply(MessagePurpose purpose)
    {
        var all = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await all.To(all.Engage).DoubtAsync();
        var campaigns = await RegisterAsync(PossibleOptOutPolicy.HoldCampaigns);
        await campaigns.To(campaigns.Engage).DoubtAsync();

        Assert.Equal(HeldForReview, (await all.To(all.Engage).ReplyAsync(purpose)).Reason);
        Assert.Equal(NoOptOut, (await campaigns.To(campaigns.Engage).ReplyAsync(purpose)).Reason);
    }

    [Fact]
    public async Task CheckSend_PendingReply_GoesOut()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Engage);
        await pair.DoubtAsync();
        await pair.TextAsync("HELP");

        Assert.True(await pair.MayReplyAsync(MessagePurpose.HelpReply, "out-1"));
    }

    [Fact]
    public async Task CheckSend_Held_HasAlternativesAndNoOptOut()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync();

        var answer = await business.To(business.Engage).CheckAsync();

        Assert.Null(answer.OptOut);
        Assert.Equal([Channel.Email, Channel.Voice], answer.Alternatives);
        Assert.Equal(ChannelNotCovered, (await business.To(business.Engage).CheckAsync(Channel.Email)).Reason);
    }

    [Theory]
    [InlineData(Channel.Mms)]
    [InlineData(Channel.Rcs)]
    public async Task CheckSend_ByMmsOrRcs_IsHeldAsBySms(Channel channel)
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync();

        Assert.Equal(HeldForReview, (await business.To(business.Engage).CheckAsync(channel)).Reason);
        Assert.Equal(NoOptOut, (await business.To(business.OtherEngage).CheckAsync(channel)).Reason);
    }

    [Fact]
    public async Task CheckSend_OpenReviewOfANumber_HoldsThatNumber()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync();

        Assert.Equal([NoOptOut, NoOptOut, HeldForReview, NoOptOut], await business.ReasonsAsync());
    }

    [Fact]
    public async Task CheckSend_OptedOutAndHeld_IsOptedOut()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync();
        await host.Client.RecordOptOutAsync(business.OptOut());

        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
    }

    [Fact]
    public async Task CheckSend_OnceSettled_GoesOutAsBefore()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Standard);
        var first = await pair.DoubtAsync(_minutes.Next());
        var second = await pair.DoubtAsync(_minutes.Next());
        await host.Reviews.ResolveAsync(Resolution(first, ReviewVerdict.NotOptOut, business.Id));
        Assert.Equal(HeldForReview, (await pair.CheckAsync()).Reason);

        await host.Reviews.ResolveAsync(Resolution(second, ReviewVerdict.NotOptOut, business.Id));

        Assert.Equal(Enumerable.Repeat(NoOptOut, 4), await business.ReasonsAsync());
    }

    [Theory]
    [InlineData("STOP", OptedOutOfNumber)]
    [InlineData("START", NoOptOut)]
    public async Task CheckSend_OnceTheCustomerHasSaid_GoesByThat(string text, DecisionReason reason)
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Engage);
        await pair.DoubtAsync(_minutes.Next());
        Assert.Equal(HeldForReview, (await pair.CheckAsync()).Reason);

        await pair.TextAsync(text, _minutes.Next());

        Assert.Equal(reason, (await pair.CheckAsync()).Reason);
    }

    [Fact]
    public async Task CheckSend_StopAllToTheNumber_SettlesItsReviewToo()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync(_minutes.Next());
        await business.To(business.OtherEngage).DoubtAsync(_minutes.Next());

        await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());
        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal([Resubscribed, Resubscribed, Resubscribed, HeldForReview], await business.ReasonsAsync());
        Assert.Equal([business.OtherEngage], (await host.Reviews.QueueAsync(business.Id)).Select(review => review.Entry.SenderNumber));
    }

    [Fact]
    public async Task CheckSend_ResubscribedWithAnOpenReview_IsHeld()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Engage);
        await pair.TextAsync("STOP", _minutes.Next());
        await pair.TextAsync("START", _minutes.Next());
        var position = await pair.DoubtAsync(_minutes.Next());
        Assert.Equal(HeldForReview, (await pair.CheckAsync()).Reason);

        await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.NotOptOut, business.Id));

        Assert.Equal(Resubscribed, (await pair.CheckAsync()).Reason);
    }

    [Fact]
    public async Task CheckSend_PolicyChanges_GoesByThePolicyOfNow()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.Record);
        await business.To(business.Engage).DoubtAsync();
        Assert.Equal(NoOptOut, (await business.To(business.Engage).CheckAsync()).Reason);

        await business.PutAccountAsync(ResubscribePolicy.CustomerStart, With(PossibleOptOutPolicy.HoldAll));
        Assert.Equal(HeldForReview, (await business.To(business.Engage).CheckAsync()).Reason);

        await business.PutAccountAsync(ResubscribePolicy.CustomerStart, With(PossibleOptOutPolicy.Record));
        Assert.Equal(NoOptOut, (await business.To(business.Engage).CheckAsync()).Reason);
    }

    [Fact]
    public async Task CheckSend_NumberOfNoAccount_IsNeverHeldUntilItIsRegistered()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = host.NewPair($"+1558{business.Number:0000000}");
        await pair.DoubtAsync();
        Assert.Equal(NoOptOut, (await pair.CheckAsync()).Reason);

        await business.PutSenderAsync(pair.Sender, SenderKind.Engage);

        Assert.Equal(HeldForReview, (await pair.CheckAsync()).Reason);
    }

    [Fact]
    public async Task RecordInbound_HoldAll_AnswersThatTheNumberMayNotText()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Engage);

        var doubt = await pair.TextAsync(Doubt);
        var other = await pair.TextAsync("thanks, see you at five");

        Assert.Equal((true, Decision.Blocked, HeldForReview), (doubt.Applied, doubt.Decision, doubt.Reason));
        Assert.Equal((Decision.Blocked, HeldForReview), (other.Decision, other.Reason));
    }

    [Theory]
    [InlineData(ResubscribePolicy.CustomerStart, "subscribe")]
    [InlineData(ResubscribePolicy.ManualReactivation, "subscribe")]
    [InlineData(ResubscribePolicy.ManualReactivation, "START")]
    public async Task RecordInbound_HeldCustomerAsksToComeBack_IsNotToldToBeUnsubscribed(ResubscribePolicy policy, string text)
    {
        var business = await Business.RegisterAsync(host.Host, policy, With(PossibleOptOutPolicy.HoldAll));
        var pair = business.To(business.Engage);
        await pair.DoubtAsync(_minutes.Next());

        var answer = await pair.TextAsync(text, _minutes.Next());

        Assert.Equal((ConsentState.Subscribed, HeldForReview), (answer.Record.State, answer.Reason));
        Assert.Equal("Acme Plumbing: you are subscribed. Reply STOP to unsubscribe, HELP for help.", answer.Reply.Body);
    }

    [Fact]
    public async Task RecordInbound_HeldAndOptedOutCustomerAsksToComeBack_IsToldHow()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Engage);
        await pair.DoubtAsync(_minutes.Next());
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());

        var answer = await pair.TextAsync("subscribe", _minutes.Next());

        Assert.Equal(OptedOutOfAccount, answer.Reason);
        Assert.Equal("Acme Plumbing: you are still unsubscribed. Reply START to resubscribe.", answer.Reply.Body);
    }

    // The welcome is a message that is no reply: it waits for the review of the account's text as all messages do.
    [Fact]
    public async Task RecordInbound_StartToAnEngageNumberOfAHeldAccount_IsTakenAndItsWelcomeIsHeld()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Standard).DoubtAsync(_minutes.Next());

        var start = await business.To(business.Engage).TextAsync("START", _minutes.Next());

        Assert.Equal((true, HeldForReview), (start.Applied, start.Reason));
        Assert.Equal(MessagePurpose.OptInConfirmation, start.Reply.Purpose);
        Assert.Equal(HeldForReview, (await business.To(business.Engage).ReplyAsync(MessagePurpose.OptInConfirmation, "out-1")).Reason);
    }

    [Fact]
    public async Task BatchCheckSend_HeldAndOptedOut_ShowsTheNoticeOfTheOptOut()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync();
        var optedOut = business.To(business.Engage) with { Customer = host.NewPair().Customer };
        await optedOut.TextAsync("STOP");

        var answer = await host.Client.BatchCheckSendAsync(new BatchCheckSendRequest
        {
            SenderNumber = business.Engage, CustomerNumbers = { business.Customer, optedOut.Customer, business.Customer },
        });

        Assert.Equal([HeldForReview, OptedOutOfNumber, HeldForReview], answer.Exceptions.Select(exception => exception.Reason));
        Assert.Equal(
            "Alert: This user has opted out of SMS communication. You cannot send this message via Acme CRM.", answer.Notice);
    }

    [Fact]
    public async Task SelectSender_OneNumberHeld_ChoosesAnother()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldCampaigns);
        await business.To(business.Engage).DoubtAsync();

        var answer = await host.Client.SelectSenderAsync(new SelectSenderRequest
        {
            CustomerNumber = business.Customer,
            SenderNumbers = { business.Engage, business.OtherEngage },
            Purpose = MessagePurpose.Campaign,
        });

        Assert.Equal(business.OtherEngage, answer.SenderNumber);
        Assert.Equal([HeldForReview, NoOptOut], answer.Candidates.Select(candidate => candidate.Reason));
    }

    [Fact]
    public async Task GetStatus_HoldAll_ShowsTheHoldAndTheReviews()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var number = await business.To(business.Engage).DoubtAsync(_minutes.Next());
        var account = await business.To(business.Standard).DoubtAsync(_minutes.Next());

        var status = await business.To(business.Engage).StatusAsync();

        Assert.Equal(
            (Decision.Blocked, HeldForReview, SmsIndicator.OptedOut, OptOutVisibility.CustomerRecord, HeldNotice),
            (status.Decision, status.Reason, status.Indicator, status.Visibility, status.Notice));
        Assert.Contains("reviewed", status.ResubscribeHint, StringComparison.Ordinal);
        Assert.Equal([number, account], status.OpenReviews.Select(review => review.Position));
        Assert.Equal((await host.Reviews.QueueAsync(business.Id)).AsEnumerable(), status.OpenReviews);
        Assert.Equal([account], (await business.StatusAsync()).OpenReviews.Select(review => review.Position));
        Assert.Equal([account], (await business.To(business.OtherEngage).StatusAsync()).OpenReviews.Select(review => review.Position));
    }

    [Fact]
    public async Task GetStatus_OpenReviewOfANumber_IsShownInItsConversation()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        await business.To(business.Engage).DoubtAsync();

        Assert.Equal(OptOutVisibility.Conversation, (await business.To(business.Engage).StatusAsync()).Visibility);
        Assert.Equal(Decision.Allowed, (await business.To(business.OtherEngage).StatusAsync()).Decision);
    }

    [Fact]
    public async Task GetStatus_RecordPolicy_ShowsTheReviewsAndBlocksNothing()
    {
        var pair = host.NewPair();
        var position = await pair.DoubtAsync();

        var status = await pair.StatusAsync();

        Assert.Equal((Decision.Allowed, NoOptOut, SmsIndicator.Available), (status.Decision, status.Reason, status.Indicator));
        Assert.Equal([position], status.OpenReviews.Select(review => review.Position));
        await pair.TextAsync("STOP");
        Assert.Empty((await pair.StatusAsync()).OpenReviews);
    }

    [Fact]
    public async Task GetStatus_AtEachPosition_HasTheReviewsThatWereOpenThen()
    {
        var business = await RegisterAsync(PossibleOptOutPolicy.HoldAll);
        var pair = business.To(business.Standard);
        var before = (await pair.StatusAsync()).LedgerPosition;
        var position = await pair.DoubtAsync(_minutes.Next());
        var review = await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut, business.Id));

        var (none, held, settled) = (await AtAsync(pair, before), await AtAsync(pair, position), await AtAsync(pair, review.SettledPosition));

        Assert.Equal((NoOptOut, 0), (none.Reason, none.OpenReviews.Count));
        Assert.Equal((HeldForReview, HeldNotice), (held.Reason, held.Notice));
        var open = Assert.Single(held.OpenReviews);
        Assert.Equal((position, ReviewState.Open, ReviewVerdict.Unspecified, ""), (open.Position, open.State, open.Verdict, open.SettledBy));
        Assert.Equal((OptedOutOfAccount, 0), (settled.Reason, settled.OpenReviews.Count));
    }

    [Fact]
    public async Task AnotherServer_ThatLoads_HoldsAsWell()
    {
        var folder = Directory.CreateTempSubdirectory("consent-holds-");
        try
        {
            Business business;
            await using (var first = await AuthorityHost.StartAsync(folder: folder))
            {
                business = await Business.RegisterAsync(first, change: With(PossibleOptOutPolicy.HoldAll));
                await business.To(business.Standard).DoubtAsync();
                await business.To(business.Engage).TextAsync("START");
                await business.To(business.Engage).DoubtAsync();
            }

            await using var second = await AuthorityHost.StartAsync(folder: folder);
            var loaded = business with { Host = second };
            Assert.Equal(Enumerable.Repeat(HeldForReview, 4), await loaded.ReasonsAsync());
            var account = (await loaded.StatusAsync()).OpenReviews.Single();

            await second.Reviews.ResolveAsync(Resolution(account.Position, ReviewVerdict.NotOptOut, business.Id));

            Assert.Equal([NoOptOut, NoOptOut, HeldForReview, NoOptOut], await loaded.ReasonsAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Func<Account, Account> With(PossibleOptOutPolicy policy) =>
        account => account with { PossibleOptOutPolicy = policy };

    private Task<Business> RegisterAsync(PossibleOptOutPolicy policy) => Business.RegisterAsync(host.Host, change: With(policy));

    private static async Task<(Decision, DecisionReason, string)> CheckedAsync(Business business, string sender, MessagePurpose purpose)
    {
        var answer = await business.To(sender).ReplyAsync(purpose);
        return (answer.Decision, answer.Reason, answer.Notice);
    }

    private async Task<(Decision, DecisionReason, string)> StreamedAsync(Business business, string sender, MessagePurpose purpose)
    {
        var check = new CheckSendRequest { SenderNumber = sender, CustomerNumber = business.Customer, Purpose = purpose };
        var answer = Assert.Single(await Streaming.AskAsync(host.Client, [new StreamCheckSendRequest { RequestId = "1", Check = check }])).Check;
        return (answer.Decision, answer.Reason, answer.Notice);
    }

    private async Task<(Decision, DecisionReason, string)> BatchedAsync(Business business, string sender, MessagePurpose purpose)
    {
        var answer = await host.Client.BatchCheckSendAsync(
            new BatchCheckSendRequest { SenderNumber = sender, CustomerNumbers = { business.Customer }, Purpose = purpose });
        return (answer.Decisions[0], answer.Exceptions.FirstOrDefault()?.Reason ?? NoOptOut, answer.Notice);
    }

    private async Task<(Decision, DecisionReason, string)> SelectedAsync(Business business, MessagePurpose purpose)
    {
        var answer = await host.Client.SelectSenderAsync(
            new SelectSenderRequest { CustomerNumber = business.Customer, AccountId = business.Id, Purpose = purpose });
        Assert.Equal(4, answer.Candidates.Count);
        return (answer.Candidates[0].Decision, Assert.Single(answer.Candidates.Select(candidate => candidate.Reason).Distinct()), answer.Notice);
    }

    private Task<GetStatusResponse> AtAsync(Pair pair, long position) => host.Client.GetStatusAsync(
        new GetStatusRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer, AsOfPosition = position }).ResponseAsync;
}
