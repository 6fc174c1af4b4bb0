using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Reviews;
using Consent.V1;
using static Consent.V1.DecisionReason;
using EventKind = Consent.Core.Records.EventKind;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>What is texted to a reply number, and the senders that cannot be texted.</summary>
[Collection(OneHost.Name)]
public sealed class ReplyNumberTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    private ConsentLedger.ConsentLedgerClient History => new(host.Host.Channel);

    [Fact]
    public async Task Start_ToTheReplyNumberOfAName_LiftsTheNames()
    {
        var (business, name) = await NamedAsync();
        await host.Client.RecordOptOutAsync(name.OptOut());
        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);

        var start = await business.To(business.Engage).TextAsync("START");

        Assert.Equal((true, business.Engage), (start.Applied, start.Record.SenderNumber));
        Assert.Equal(Resubscribed, (await name.CheckAsync()).Reason);
        var lifted = (await HistoryAsync(name))[^1];
        Assert.Equal(
            (LedgerEntryKind.OptedIn, name.Sender, business.Engage),
            (lifted.Kind, lifted.Record.SenderNumber, lifted.SenderNumber));
    }

    [Fact]
    public async Task Start_ToTheFirstStandardNumber_LiftsANameThatNamesNone()
    {
        var business = await RegisterAsync();
        await business.PutSenderAsync(business.Name, SenderKind.Engage);
        var name = business.To(business.Name);
        await host.Client.RecordOptOutAsync(name.OptOut());

        await business.To(business.OtherStandard).TextAsync("START");
        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);
        await business.To(business.Standard).TextAsync("START");

        Assert.Equal(Resubscribed, (await name.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Start_ToTheReplyNumberOfAStandardName_LiftsTheAccountsToo()
    {
        var (business, name) = await NamedAsync(SenderKind.Standard);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        await host.Client.RecordOptOutAsync(name.OptOut());

        await business.To(business.Engage).TextAsync("START");

        Assert.Equal(Enumerable.Repeat(Resubscribed, 4), await business.ReasonsAsync());
        Assert.Equal(Resubscribed, (await name.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Start_FirstAttemptDidOnlyTheNumbers_RepeatedDoesTheNames()
    {
        var (business, name) = await NamedAsync();
        await host.Client.RecordOptOutAsync(name.OptOut());
        var start = business.To(business.Engage).Text("START");
        await HalfWritten.EngageAsync(business, EventKind.OptIn, start.MessageId);
        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);

        Assert.True((await host.Client.RecordInboundAsync(start)).Duplicate);

        Assert.Equal(Resubscribed, (await name.CheckAsync()).Reason);
        await host.Client.RecordOptOutAsync(name.OptOut());
        await host.Client.RecordInboundAsync(start);
        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Start_WhereItLiftsNothing_IsNotEnteredForTheName()
    {
        var (business, name) = await NamedAsync(policy: ResubscribePolicy.ManualReactivation);
        await host.Client.RecordOptOutAsync(name.OptOut());

        Assert.False((await business.To(business.Engage).TextAsync("START")).Applied);

        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);
        Assert.Single(await HistoryAsync(name));
    }

    [Fact]
    public async Task Stop_ToTheReplyNumberOfAName_BlocksTheNameAndIsConfirmedOnce()
    {
        var (business, name) = await NamedAsync();

        var stop = await business.To(business.Engage).TextAsync("STOP");

        Assert.Equal((business.Engage, MessagePurpose.OptOutConfirmation), (stop.Record.SenderNumber, stop.Reply.Purpose));
        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);
        Assert.Equal([NoOptOut, NoOptOut, OptedOutOfNumber, NoOptOut], await business.ReasonsAsync());
        await AssertConfirmedOnceAsync(business);
    }

    [Fact]
    public async Task Stop_ToTheReplyNumberOfAStandardName_BlocksTheAccountAndTheConfirmationSaysSo()
    {
        var (business, name) = await NamedAsync(SenderKind.Standard);

        var stop = await business.To(business.Engage).TextAsync("STOP");

        Assert.Equal(business.Engage, stop.Record.SenderNumber);
        Assert.StartsWith(
            "Acme Plumbing: you are unsubscribed and will receive no more messages from us.", stop.Reply.Body, StringComparison.Ordinal);
        Assert.Equal(
            [OptedOutOfAccount, OptedOutOfAccount, OptedOutOfNumber, OptedOutOfAccount], await business.ReasonsAsync());
        Assert.Equal(OptedOutOfAccount, (await name.CheckAsync()).Reason);
        await AssertConfirmedOnceAsync(business);
    }

    [Fact]
    public async Task Stop_ToANumberThatIsTheReplyNumberByDefault_LeavesTheName()
    {
        var business = await RegisterAsync();
        await business.PutSenderAsync(business.Standard, SenderKind.Engage);
        await business.PutSenderAsync(business.OtherStandard, SenderKind.Engage);
        await business.PutSenderAsync(business.Name, SenderKind.Engage);

        await business.To(business.Standard).TextAsync("STOP");

        Assert.Equal(NoOptOut, (await business.To(business.Name).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Stop_FirstAttemptDidOnlyTheNumbers_RepeatedDoesTheNames()
    {
        var (business, name) = await NamedAsync();
        var stop = business.To(business.Engage).Text("STOP");
        await HalfWritten.EngageAsync(business, EventKind.OptOut, stop.MessageId);
        Assert.Equal(NoOptOut, (await name.CheckAsync()).Reason);

        Assert.True((await host.Client.RecordInboundAsync(stop)).Duplicate);

        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Stop_RepeatedAfterAStart_LeavesTheName()
    {
        var (business, name) = await NamedAsync();
        var stop = business.To(business.Engage).Text("STOP");
        await HalfWritten.EngageAsync(business, EventKind.OptOut, stop.MessageId);
        await business.To(business.Engage).TextAsync("START");

        Assert.True((await host.Client.RecordInboundAsync(stop)).Duplicate);

        Assert.Equal(NoOptOut, (await name.CheckAsync()).Reason);
        Assert.Empty(await HistoryAsync(name));
    }

    [Fact]
    public async Task Stop_Repeated_EntersNothing()
    {
        var (business, _) = await NamedAsync();
        var stop = business.To(business.Engage).Text("STOP");
        var first = await host.Client.RecordInboundAsync(stop);
        var entries = await host.Ledger.LengthAsync();

        var again = await host.Client.RecordInboundAsync(stop);

        Assert.Equal(new RecordInboundResponse(first) { Duplicate = true }, again);
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task Stop_OfACustomerWhoIsOptedOutOfTheNumberAlone_IsConfirmedForTheName()
    {
        var business = await RegisterAsync();
        await business.To(business.Engage).TextAsync("STOP");
        await business.PutSenderAsync(business.Name, SenderKind.Engage, business.Engage);

        var stop = await business.To(business.Engage).TextAsync("STOP");

        Assert.Equal(MessagePurpose.OptOutConfirmation, stop.Reply.Purpose);
        Assert.Equal(OptedOutOfNumber, (await business.To(business.Name).CheckAsync()).Reason);
        await AssertConfirmedOnceAsync(business);
        Assert.Null((await business.To(business.Engage).TextAsync("STOP")).Reply);
    }

    [Fact]
    public async Task StopAll_ToTheReplyNumberOfAName_IsTheAccountsAlone()
    {
        var (business, name) = await NamedAsync();

        var stop = await business.To(business.Engage).TextAsync("STOPALL");

        Assert.Equal(business.Id, stop.Record.AccountId);
        Assert.Equal(OptedOutOfAccount, (await name.CheckAsync()).Reason);
        Assert.Empty(await HistoryAsync(name));
    }

    [Fact]
    public async Task Review_OfATextToTheReplyNumberFoundToBeAnOptOut_BlocksTheNameToo()
    {
        var (business, name) = await NamedAsync();
        var position = await business.To(business.Engage).DoubtAsync();
        var resolution = Reviewing.Resolution(position, ReviewVerdict.OptOut, business.Id);

        await host.Reviews.ResolveAsync(resolution);
        await host.Reviews.ResolveAsync(resolution);

        Assert.Equal(OptedOutOfNumber, (await name.CheckAsync()).Reason);
        var entry = Assert.Single(await HistoryAsync(name));
        Assert.Equal((LedgerEntryKind.OptedOut, ConsentSource.Operator, name.Sender), (entry.Kind, entry.Source, entry.Record.SenderNumber));
        await business.To(business.Engage).TextAsync("START");
        Assert.Equal(Resubscribed, (await name.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Review_OfATextToTheReplyNumberFoundToBeNone_LeavesTheName()
    {
        var (business, name) = await NamedAsync();
        var position = await business.To(business.Engage).DoubtAsync();

        await host.Reviews.ResolveAsync(Reviewing.Resolution(position, ReviewVerdict.NotOptOut, business.Id));

        Assert.Equal(NoOptOut, (await name.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Start_ToTheReplyNumberAfterAStopAll_LiftsBothAsTheHintSays()
    {
        var (business, name) = await NamedAsync();
        var number = business.To(business.Engage);
        await number.TextAsync("STOPALL");
        Assert.Equal(
            $"The customer can resubscribe by texting START from their own phone: to {business.Standard} for every number of the "
            + $"business, or to {business.Engage} for {name.Sender} alone.",
            (await name.StatusAsync()).ResubscribeHint);

        var start = number.Text("START");
        await host.Client.RecordInboundAsync(start);
        await host.Client.RecordInboundAsync(start);

        Assert.Equal(Decision.Allowed, (await number.CheckAsync()).Decision);
        Assert.Equal(Decision.Allowed, (await name.CheckAsync()).Decision);
        Assert.Equal(OptedOutOfAccount, (await business.To(business.OtherEngage).CheckAsync()).Reason);
        Assert.Single(await HistoryAsync(name), entry => entry.Record.SenderNumber == name.Sender);
    }

    [Theory]
    [InlineData("HELP")]
    [InlineData("is this the stop for the bus")]
    [InlineData("please start again")]
    public async Task OtherText_ToTheReplyNumberOfAName_ConcernsTheNumberOnly(string body)
    {
        var (business, name) = await NamedAsync();

        await business.To(business.Engage).TextAsync(body);

        Assert.Empty(await HistoryAsync(name));
    }

    [Theory]
    [InlineData("STOP", "Acme Plumbing: you are unsubscribed and will receive no more messages from this number. "
        + "To resubscribe, text START to {0}.")]
    [InlineData("ARRET", "Acme Plumbing : vous êtes désabonné et ne recevrez plus de messages de ce numéro. "
        + "Pour vous réabonner, envoyez START au {0}.")]
    [InlineData("HELP", "Acme Plumbing: to unsubscribe or resubscribe, text STOP or START to {0}.")]
    public async Task Text_ReportedUnderAName_IsAnsweredWithTheNumberToText(string body, string reply)
    {
        var (business, name) = await NamedAsync();

        Assert.Equal(
            reply.Replace("{0}", business.Engage, StringComparison.Ordinal), (await name.TextAsync(body)).Reply.Body);
    }

    [Fact]
    public async Task Text_ReportedUnderANameWhoseAccountAloneBlocks_IsAnsweredWithTheAccountsNumber()
    {
        var (business, name) = await NamedAsync();
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        Assert.Equal(
            $"Acme Plumbing: you are still unsubscribed. To resubscribe, text START to {business.Standard}.",
            (await name.TextAsync("please start again")).Reply.Body);
    }

    [Fact]
    public async Task Text_ReportedUnderANameOfNoNumber_IsAnsweredWithWhomToAsk()
    {
        var name = host.NewPair("ACME-NONE");

        Assert.Equal(
            "FieldPulse: you are unsubscribed and will receive no more messages from this number. Contact us to resubscribe.",
            (await name.TextAsync("STOP")).Reply.Body);
        Assert.Equal("FieldPulse: reply STOP to unsubscribe.", (await name.TextAsync("HELP")).Reply.Body);
        Assert.True(await name.MayReplyAsync(MessagePurpose.HelpReply, "out-1"));
    }

    [Fact]
    public async Task Replies_OfTheAccountWithAReplyNumber_NameIt()
    {
        var business = await Business.RegisterAsync(host.Host, change: account => account with
        {
            Replies = new Core.Registry.ReplyTemplates { OptOutConfirmation = "Bye. START to {reply_number}" },
        });
        await business.PutSenderAsync(business.Name, SenderKind.Engage, business.Engage);

        Assert.Equal($"Bye. START to {business.Engage}", (await business.To(business.Name).TextAsync("STOP")).Reply.Body);
        Assert.Equal($"Bye. START to {business.OtherEngage}", (await business.To(business.OtherEngage).TextAsync("STOP")).Reply.Body);
    }

    [Fact]
    public async Task GetStatus_OfAName_NamesItsReplyNumberNowAndThen()
    {
        var (business, name) = await NamedAsync();
        await host.Client.RecordOptOutAsync(name.OptOut());
        var before = await name.StatusAsync();
        Assert.Equal(Hint(business.Engage), before.ResubscribeHint);

        await business.PutSenderAsync(business.Name, SenderKind.Engage);

        Assert.Equal(Hint(business.Standard), (await name.StatusAsync()).ResubscribeHint);
        Assert.Equal(before, await host.Client.GetStatusAsync(new GetStatusRequest
        {
            SenderNumber = name.Sender,
            CustomerNumber = name.Customer,
            AsOfPosition = before.LedgerPosition,
        }));
    }

    [Fact]
    public async Task GetHistory_WithAccountChanges_ShowsTheReplyNumber()
    {
        var (business, name) = await NamedAsync();
        await host.Client.RecordOptOutAsync(name.OptOut());

        var history = await History.GetHistoryAsync(new GetHistoryRequest
        {
            CustomerNumber = name.Customer, SenderNumber = name.Sender, IncludeAccountChanges = true,
        });

        Assert.Contains(business.Engage, history.Entries.Select(entry => entry.Sender?.ReplyNumber));
    }

    private static string Hint(string number) => $"The customer can resubscribe by texting START to {number} from their own phone.";

    private static async Task AssertConfirmedOnceAsync(Business business)
    {
        Assert.False(await business.To(business.Name).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-0"));
        Assert.True(await business.To(business.Engage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.True(await business.To(business.Engage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-1"));
        Assert.False(await business.To(business.Engage).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-2"));
        Assert.False(await business.To(business.Standard).MayReplyAsync(MessagePurpose.OptOutConfirmation, "out-3"));
    }

    private async Task<IReadOnlyList<LedgerEntry>> HistoryAsync(Pair name) => (await History.GetHistoryAsync(
        new GetHistoryRequest { CustomerNumber = name.Customer, SenderNumber = name.Sender })).Entries;

    /// <summary>A business, and a sender of it whose reply number is its first Engage number.</summary>
    private async Task<(Business Business, Pair Name)> NamedAsync(
        SenderKind kind = SenderKind.Engage, ResubscribePolicy policy = ResubscribePolicy.CustomerStart)
    {
        var business = await RegisterAsync(policy);
        await business.PutSenderAsync(business.Name, kind, business.Engage);
        return (business, business.To(business.Name));
    }

    private Task<Business> RegisterAsync(ResubscribePolicy policy = ResubscribePolicy.CustomerStart) =>
        Business.RegisterAsync(host.Host, policy);
}
