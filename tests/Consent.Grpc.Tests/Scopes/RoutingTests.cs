using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using static Consent.V1.DecisionReason;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>Each row of the table of where an event goes, over the wire.</summary>
[Collection(OneHost.Name)]
public sealed class RoutingTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Theory]
    [InlineData("STOP", InboundKind.OptOut)]
    [InlineData("HELP", InboundKind.Help)]
    [InlineData("not interested", InboundKind.PossibleOptOut)]
    [InlineData("START", InboundKind.OptIn)]
    public async Task Text_ToAnEngageNumber_IsTheNumbers(string body, InboundKind kind)
    {
        var business = await RegisterAsync();

        var answer = await business.To(business.Engage).TextAsync(body);

        Assert.Equal((kind, business.Engage), (answer.Kind, answer.Record.SenderNumber));
        Assert.Single((await business.To(business.Engage).StatusAsync()).Records, answer.Record);
        Assert.Empty((await business.To(business.OtherEngage).StatusAsync()).Records);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("HELP")]
    [InlineData("not interested")]
    [InlineData("START")]
    public async Task Text_ToANumberThatIsNotRegistered_IsTheNumbers(string body)
    {
        var pair = host.NewPair();

        Assert.Equal(pair.Sender, (await pair.TextAsync(body)).Record.SenderNumber);
    }

    [Theory]
    [InlineData("STOP", InboundKind.OptOut)]
    [InlineData("HELP", InboundKind.Help)]
    [InlineData("not interested", InboundKind.PossibleOptOut)]
    [InlineData("START", InboundKind.OptIn)]
    public async Task Text_ToAStandardNumber_IsTheAccounts(string body, InboundKind kind)
    {
        var business = await RegisterAsync();

        var answer = await business.To(business.Standard).TextAsync(body);

        Assert.Equal((kind, business.Id), (answer.Kind, answer.Record.AccountId));
        Assert.Single((await business.To(business.Engage).StatusAsync()).Records, answer.Record);
        var entry = await host.Ledger.EntryAsync(answer.LedgerPosition);
        Assert.Equal<object?>(
            [business.Standard, business.Id, business.Id], [entry["sender_number"], entry["account_id"], entry["record_account_id"]]);
    }

    [Fact]
    public async Task Start_ToAStandardNumberThatIsOptedOut_LiftsBoth()
    {
        var business = await OptedOutOfBothAsync();

        var start = await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal((true, business.Id, Resubscribed), (start.Applied, start.Record.AccountId, start.Reason));
        Assert.Equal(MessagePurpose.OptInConfirmation, start.Reply.Purpose);
        Assert.Equal(Resubscribed, (await business.To(business.Standard).CheckAsync()).Reason);
        Assert.Equal(2, (await business.To(business.Standard).StatusAsync()).Records.Count);
    }

    [Fact]
    public async Task Start_ToAStandardNumber_LeavesAnotherNumbersOptOut()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());

        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal([Resubscribed, Resubscribed, OptedOutOfNumber, Resubscribed], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Start_ToAStandardNumberNeverOptedOut_HasNoRecordOfTheNumber()
    {
        var business = await RegisterAsync();
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        var record = Assert.Single((await business.To(business.Standard).StatusAsync()).Records);
        Assert.Equal((business.Id, 2), (record.AccountId, record.Revision));
    }

    [Fact]
    public async Task Start_FirstAttemptDidOnlyTheAccounts_RepeatedDoesTheNumbers()
    {
        var business = await OptedOutOfBothAsync();
        var start = business.To(business.Standard).Text("START");
        await HalfWritten.StartAsync(business, start.MessageId);
        Assert.Equal(OptedOutOfNumber, (await business.To(business.Standard).CheckAsync()).Reason);

        var answer = await host.Client.RecordInboundAsync(start);

        Assert.Equal((true, true, business.Id, Resubscribed), (answer.Duplicate, answer.Applied, answer.Record.AccountId, answer.Reason));
        Assert.Equal(Resubscribed, (await business.To(business.Standard).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Start_Repeated_IsAnsweredAsAtFirstAndEnteredOnce()
    {
        var business = await RegisterAsync();
        await host.Client.RecordOptOutAsync(business.To(business.Standard).OptOut());
        var start = business.To(business.Standard).Text("START");
        var first = await host.Client.RecordInboundAsync(start);
        var entries = await host.Ledger.LengthAsync();

        var again = await host.Client.RecordInboundAsync(start);

        Assert.Equal(new RecordInboundResponse(first) { Duplicate = true }, again);
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task Start_RepeatedAfterANewOptOutOfTheNumber_DoesNotLiftThat()
    {
        var business = await RegisterAsync();
        var start = business.To(business.Standard).Text("START");
        await host.Client.RecordInboundAsync(start);
        await host.Client.RecordOptOutAsync(business.To(business.Standard).OptOut());

        Assert.True((await host.Client.RecordInboundAsync(start)).Duplicate);

        Assert.Equal(OptedOutOfNumber, (await business.To(business.Standard).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Start_OlderThanTheNumbersOptOut_SaysHowToComeBackInsteadOfWelcome()
    {
        var business = await RegisterAsync();
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        var between = _minutes.Next();
        var optOut = business.To(business.Standard).OptOut();
        await host.Client.RecordOptOutAsync(optOut);

        var start = await business.To(business.Standard).TextAsync("START", between);

        Assert.Equal((true, OptedOutOfNumber, MessagePurpose.HelpReply), (start.Applied, start.Reason, start.Reply.Purpose));
        Assert.True(await business.To(business.Standard).MayReplyAsync(MessagePurpose.HelpReply, "out-1"));
    }

    [Fact]
    public async Task RecordOptOut_OfAStandardNumber_IsThatNumbersOnly()
    {
        var business = await RegisterAsync();

        var answer = await host.Client.RecordOptOutAsync(business.To(business.Standard).OptOut());

        Assert.Equal(business.Standard, answer.Record.SenderNumber);
        Assert.Equal([OptedOutOfNumber, NoOptOut, NoOptOut, NoOptOut], await business.ReasonsAsync());
        Assert.Equal(business.Id, (await host.Ledger.EntryAsync(answer.LedgerPosition))["account_id"]);
    }

    [Fact]
    public async Task RecordOptOut_OfTheAccount_IsTheAccounts()
    {
        var business = await RegisterAsync();
        var optOut = business.OptOut();

        var answer = await host.Client.RecordOptOutAsync(optOut);

        Assert.Equal((true, business.Id, ConsentSource.Operator), (answer.Applied, answer.Record.AccountId, answer.Record.Source));
        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
        Assert.True((await host.Client.RecordOptOutAsync(optOut)).Duplicate);
        Assert.Equal(DecisionReason.NoOptOut, (await host.NewPair().CheckAsync()).Reason);
    }

    [Fact]
    public async Task Kind_Changed_LeavesRecordsAndRoutesWhatFollows()
    {
        var business = await RegisterAsync();
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        await business.PutSenderAsync(business.Standard, SenderKind.Engage);

        var start = await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal(business.Standard, start.Record.SenderNumber);
        Assert.Equal([NoOptOut, OptedOutOfAccount, OptedOutOfAccount, OptedOutOfAccount], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Kind_ChangedBeforeTheReplyWentOut_LetsItOutAllTheSame()
    {
        var business = await RegisterAsync();
        var (standard, engage) = (business.To(business.Standard), business.To(business.Engage));
        await standard.TextAsync("HELP");
        await engage.TextAsync("HELP");
        await business.PutSenderAsync(business.Standard, SenderKind.Engage);
        await business.PutSenderAsync(business.Engage, SenderKind.Standard);

        Assert.True(await standard.MayReplyAsync(MessagePurpose.HelpReply, "out-1"));
        Assert.True(await engage.MayReplyAsync(MessagePurpose.HelpReply, "out-1"));
        Assert.False(await standard.MayReplyAsync(MessagePurpose.HelpReply, "out-2"));
        Assert.False(await engage.MayReplyAsync(MessagePurpose.HelpReply, "out-2"));
    }

    [Fact]
    public async Task Sender_Alphanumeric_IsComparedWithoutCase()
    {
        var business = await RegisterAsync();
        await business.PutSenderAsync($"Acme {business.Number}", SenderKind.Standard);

        var stop = await business.To($"ACME {business.Number}").TextAsync("STOP");

        Assert.Equal(business.Id, stop.Record.AccountId);
        Assert.Equal(OptedOutOfAccount, (await business.To($"acme {business.Number}").CheckAsync()).Reason);
    }

    private Task<Business> RegisterAsync() => Business.RegisterAsync(host.Host);

    private async Task<Business> OptedOutOfBothAsync()
    {
        var business = await RegisterAsync();
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        await host.Client.RecordOptOutAsync(
            new RecordOptOutRequest(business.To(business.Standard).OptOut()) { OccurredAt = business.OptOut(_minutes.Next()).OccurredAt });
        return business;
    }
}
