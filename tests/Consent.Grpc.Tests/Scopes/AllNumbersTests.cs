using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Ledger;
using Consent.V1;
using static Consent.V1.DecisionReason;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>STOPALL to a number is an opt-out from all numbers of the business.</summary>
[Collection(OneHost.Name)]
public sealed class AllNumbersTests(SharedHost host)
{
    private const string Confirmation =
        "Acme Plumbing: you are unsubscribed and will receive no more messages from us. Reply START to resubscribe.";

    private readonly Minutes _minutes = new();

    [Theory]
    [InlineData("STOPALL")]
    [InlineData("Stop all")]
    [InlineData("Take me off of all of your numbers")]
    public async Task StopAll_ToAnEngageNumber_IsTheAccountsAndTheConfirmationSaysSo(string body)
    {
        var business = await RegisterAsync();

        var stop = await business.To(business.Engage).TextAsync(body);

        Assert.Equal(
            (InboundKind.OptOut, true, business.Id, OptedOutOfAccount, Confirmation),
            (stop.Kind, stop.Applied, stop.Record.AccountId, stop.Reason, stop.Reply.Body));
        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
        var entry = await host.Ledger.EntryAsync(stop.LedgerPosition);
        Assert.Equal<object?>(
            [business.Engage, business.Id, business.Id], [entry["sender_number"], entry["account_id"], entry["record_account_id"]]);
    }

    [Fact]
    public async Task StopAll_ToAnEngageNumber_ShowsWhereverTheCustomerIsShown()
    {
        var business = await RegisterAsync();
        var stop = await business.To(business.Engage).TextAsync("STOPALL");

        var status = await business.To(business.OtherStandard).StatusAsync();

        Assert.Equal((SmsIndicator.OptedOut, OptOutVisibility.CustomerRecord), (status.Indicator, status.Visibility));
        Assert.Equal([stop.Record], status.Records);
    }

    [Fact]
    public async Task StopAll_Confirmation_GoesOutOnceFromTheNumberTexted()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOPALL");

        Assert.False(await business.To(business.OtherEngage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.False(await business.To(business.Standard).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.True(await business.To(business.Engage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.True(await business.To(business.Engage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        var other = await business.To(business.Engage).ReplyAsync(MessagePurpose.OptOutConfirmation, "out-2");
        Assert.Equal((Decision.Blocked, OptedOutOfAccount), (other.Decision, other.Reason));
    }

    [Fact]
    public async Task StopAll_ToAnEngageNumberThatIsOptedOutItself_IsTheAccountsToo()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());

        var stop = await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());

        Assert.Equal((business.Id, Confirmation), (stop.Record.AccountId, stop.Reply.Body));
        Assert.Equal([OptedOutOfAccount, OptedOutOfAccount, OptedOutOfNumber, OptedOutOfAccount], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Start_ToTheEngageNumberAfterStopAll_LiftsItForThatNumberAlone()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());

        await business.To(business.Engage).TextAsync("START", _minutes.Next());

        Assert.Equal([OptedOutOfAccount, OptedOutOfAccount, NoOptOut, OptedOutOfAccount], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Start_ToAStandardNumberAfterStopAll_LiftsItForEveryNumber()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());

        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal(Enumerable.Repeat(Resubscribed, 4), await business.ReasonsAsync());
    }

    [Fact]
    public async Task StopAll_AfterAStartToTheEngageNumber_BlocksThatAgain()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());
        await business.To(business.Engage).TextAsync("START", _minutes.Next());

        await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());

        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
    }

    [Fact]
    public async Task StopAll_AfterAStartToTheEngageNumber_IsConfirmedOnceMore()
    {
        var business = await RegisterAsync();
        var engage = business.To(business.Engage);
        await engage.TextAsync("STOPALL", _minutes.Next());
        Assert.True(await engage.MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.Equal(NoOptOut, (await engage.TextAsync("START", _minutes.Next())).Reason);

        var again = await engage.TextAsync("STOPALL", _minutes.Next());
        var third = await engage.TextAsync("STOPALL", _minutes.Next());

        Assert.Equal((OptedOutOfAccount, Confirmation), (again.Reason, again.Reply.Body));
        Assert.Equal((OptedOutOfAccount, null), (third.Reason, third.Reply));
    }

    [Fact]
    public async Task StopAll_ConfirmationAfterAStartToTheEngageNumber_GoesOutOnce()
    {
        var business = await RegisterAsync();
        var engage = business.To(business.Engage);
        await engage.TextAsync("STOPALL", _minutes.Next());
        await engage.TextAsync("START", _minutes.Next());

        await engage.TextAsync("STOPALL", _minutes.Next());

        Assert.True(await engage.MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.False(await engage.MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-2"));
    }

    // The START is another number's: these texts block nothing that was not blocked.
    [Fact]
    public async Task StopAll_ToAnotherNumberAfterAStartToTheEngageNumber_IsNotConfirmedAgain()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next());
        await business.To(business.Engage).TextAsync("START", _minutes.Next());

        Assert.Null((await business.To(business.OtherEngage).TextAsync("STOPALL", _minutes.Next())).Reply);
        Assert.Null((await business.To(business.Engage).TextAsync("STOPALL", _minutes.Next())).Reply);
        Assert.Null((await business.To(business.Standard).TextAsync("STOP", _minutes.Next())).Reply);
    }

    [Theory]
    [InlineData(SenderKind.Engage, SenderKind.Standard)]
    [InlineData(SenderKind.Standard, SenderKind.Engage)]
    public async Task StopAll_RepeatedAfterTheNumbersKindHasChanged_IsAnsweredAsAtFirst(SenderKind before, SenderKind after)
    {
        var business = await RegisterAsync();
        await business.PutSenderAsync(business.OtherEngage, before);
        var stop = business.To(business.OtherEngage).Text("STOPALL");
        var first = await host.Client.RecordInboundAsync(stop);
        await business.PutSenderAsync(business.OtherEngage, after);
        await business.PutAccountAsync(
            Core.Records.ResubscribePolicy.CustomerStart,
            account => account with { KeywordMatching = Core.Texts.KeywordMatching.Exact });
        var entries = await host.Ledger.LengthAsync();

        var again = await host.Client.RecordInboundAsync(stop);

        Assert.Equal(new RecordInboundResponse(first) { Duplicate = true }, again);
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task StopAll_ToANumberThatIsNotRegistered_IsThatNumbers()
    {
        var pair = host.NewPair();

        var stop = await pair.TextAsync("STOPALL");

        Assert.Equal((pair.Sender, OptedOutOfNumber), (stop.Record.SenderNumber, stop.Reason));
        Assert.Contains("from this number", stop.Reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAll_ToAnEngageNumber_IsInTheHistoryOfTheNumberAndOfTheAccount()
    {
        var business = await RegisterAsync();
        var stop = await business.To(business.Engage).TextAsync("STOPALL");

        var ofNumber = await host.Host.HistoryAsync(
            new GetHistoryRequest { CustomerNumber = business.Customer, SenderNumber = business.Engage });
        var ofAccount = await host.Host.HistoryAsync(
            new GetHistoryRequest { CustomerNumber = business.Customer, AccountId = business.Id });

        Assert.Equal(stop.LedgerPosition, Assert.Single(ofNumber).Position);
        Assert.Equal(ofNumber, ofAccount);
    }

    private Task<Business> RegisterAsync() => Business.RegisterAsync(host.Host);
}
