using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Channel = Consent.V1.Channel;

namespace Consent.Grpc.Tests.Texts;

/// <summary>What a gateway asks and reports, and what it is told.</summary>
[Collection(OneHost.Name)]
public sealed class ConversationTests(SharedHost host)
{
    [Fact]
    public async Task CheckSend_NoRecord_IsAllowed()
    {
        var answer = await host.NewPair().CheckAsync();

        Assert.Equal((Decision.Allowed, DecisionReason.NoOptOut), (answer.Decision, answer.Reason));
        Assert.Equal(("", null, 0), (answer.Notice, answer.OptOut, answer.Alternatives.Count));
    }

    [Fact]
    public async Task Texts_StopThenStart_BlocksThenAllows()
    {
        var pair = host.NewPair();

        var stop = await pair.TextAsync("Stop!");
        var blocked = await pair.CheckAsync();
        var start = await pair.TextAsync("START");
        var allowed = await pair.CheckAsync();

        Assert.Equal((InboundKind.OptOut, "stop", true, false), (stop.Kind, stop.Matched, stop.Applied, stop.Duplicate));
        Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfNumber), (stop.Decision, stop.Reason));
        Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfNumber), (blocked.Decision, blocked.Reason));
        Assert.Equal(Pair.Notice, blocked.Notice);
        Assert.Equal([Channel.Email, Channel.Voice], blocked.Alternatives);
        Assert.Equal((InboundKind.OptIn, "start", true), (start.Kind, start.Matched, start.Applied));
        Assert.Equal((Decision.Allowed, DecisionReason.Resubscribed), (start.Decision, start.Reason));
        Assert.Equal((Decision.Allowed, DecisionReason.Resubscribed, ""), (allowed.Decision, allowed.Reason, allowed.Notice));
        Assert.Null(allowed.OptOut);
    }

    [Fact]
    public async Task CheckSend_Blocked_NamesTheOptOut()
    {
        var pair = host.NewPair();
        var stop = await pair.TextAsync("STOP");

        var blocked = await pair.CheckAsync();

        Assert.Equal(
            new ConsentRecord(stop.Record) { Keyword = "", Revision = 0 },
            blocked.OptOut);
        Assert.Equal(
            (pair.Sender, pair.Customer, ConsentState.OptedOut, ConsentSource.InboundSms),
            (blocked.OptOut.SenderNumber, blocked.OptOut.CustomerNumber, blocked.OptOut.State, blocked.OptOut.Source));
        Assert.True(blocked.LedgerPosition >= stop.LedgerPosition);
    }

    [Fact]
    public async Task Texts_Stop_CallsForOneConfirmation()
    {
        var pair = host.NewPair();

        var first = await pair.TextAsync("STOP");
        var second = await pair.TextAsync("stop");

        Assert.Equal(MessagePurpose.OptOutConfirmation, first.Reply.Purpose);
        Assert.StartsWith("FieldPulse: you are unsubscribed", first.Reply.Body, StringComparison.Ordinal);
        Assert.NotNull(first.Reply.SendBefore);
        Assert.Null(second.Reply);
        Assert.Equal((true, 2), (second.Applied, second.Record.Revision));
    }

    [Fact]
    public async Task Texts_StartThatLifts_CallsForAWelcome()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        var start = await pair.TextAsync("unstop");

        Assert.Equal(MessagePurpose.OptInConfirmation, start.Reply.Purpose);
        Assert.Null(start.Reply.SendBefore);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_Help_CallsForAnAnswerAndDecidesNothing(bool optedOut)
    {
        var pair = host.NewPair();
        if (optedOut)
        {
            await pair.TextAsync("STOP");
        }

        var help = await pair.TextAsync("HELP");

        Assert.Equal((InboundKind.Help, "help", true), (help.Kind, help.Matched, help.Applied));
        Assert.Equal(MessagePurpose.HelpReply, help.Reply.Purpose);
        Assert.Equal(optedOut ? Decision.Blocked : Decision.Allowed, help.Decision);
        Assert.Equal(help.Decision, (await pair.CheckAsync()).Decision);
    }

    [Theory]
    [InlineData("please stop by at 5")]
    [InlineData("")]
    [InlineData("Yes")]
    public async Task Texts_Ordinary_LeaveNoRecord(string body)
    {
        var pair = host.NewPair();
        var before = await host.Ledger.SizeAsync();

        var answer = await pair.TextAsync(body);

        Assert.Equal((InboundKind.None, "", false), (answer.Kind, answer.Matched, answer.Applied));
        Assert.Equal((Decision.Allowed, DecisionReason.NoOptOut), (answer.Decision, answer.Reason));
        Assert.Equal((null, null), (answer.Record, answer.Reply));
        Assert.Equal(before, await host.Ledger.SizeAsync());
        Assert.Empty((await pair.StatusAsync()).Records);
    }

    [Fact]
    public async Task Texts_OrdinaryFromAnOptedOutCustomer_AreAnsweredBlocked()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        Assert.Equal(Decision.Blocked, (await pair.TextAsync("are you there?")).Decision);
    }

    [Theory]
    [InlineData(Channel.Unspecified, Decision.Blocked)]
    [InlineData(Channel.Sms, Decision.Blocked)]
    [InlineData(Channel.Mms, Decision.Blocked)]
    [InlineData(Channel.Rcs, Decision.Blocked)]
    [InlineData(Channel.Email, Decision.Allowed)]
    [InlineData(Channel.Voice, Decision.Allowed)]
    public async Task CheckSend_OptedOut_BlocksSmsMmsAndRcsOnly(Channel channel, Decision decision)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        var answer = await pair.CheckAsync(channel);

        Assert.Equal(decision, answer.Decision);
        Assert.Equal(decision == Decision.Allowed, answer.Reason == DecisionReason.ChannelNotCovered);
    }

    [Theory]
    [InlineData(MessagePurpose.AutomatedNotification)]
    [InlineData(MessagePurpose.OneOff)]
    [InlineData(MessagePurpose.EstimateLink)]
    [InlineData(MessagePurpose.InvoiceLink)]
    [InlineData(MessagePurpose.Campaign)]
    [InlineData(MessagePurpose.OptInConfirmation)]
    public async Task CheckSend_OptedOut_BlocksEveryOrdinaryPurpose(MessagePurpose purpose)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        var answer = await host.Client.CheckSendAsync(
            new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer, Purpose = purpose });

        Assert.Equal(Decision.Blocked, answer.Decision);
    }

    [Fact]
    public async Task CheckSend_AnotherSenderOrCustomer_IsNotBlocked()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        Assert.Equal(Decision.Allowed, (await (pair with { Sender = "+15550001112" }).CheckAsync()).Decision);
        Assert.Equal(Decision.Allowed, (await (host.NewPair()).CheckAsync()).Decision);
    }

    [Theory]
    [InlineData("Acme Co 1", "ACME CO 1", "acme co 1")]
    [InlineData("x", "X", "x")]
    [InlineData("Joe's & Co", "JOE'S & CO", "joe's & co")]
    [InlineData("+a_b-c.d", "+A_B-C.D", "+A_b-C.d")]
    public async Task Senders_Alphanumeric_AreComparedWithoutCase(string texted, string asRecorded, string asked)
    {
        var pair = host.NewPair(texted);

        var stop = await pair.TextAsync("STOP");

        Assert.Equal(asRecorded, stop.Record.SenderNumber);
        Assert.Equal(Decision.Blocked, (await (pair with { Sender = asked }).CheckAsync()).Decision);
        Assert.Equal(Decision.Blocked, (await (pair with { Sender = asked }).StatusAsync()).Decision);
    }

    [Theory]
    [InlineData("555", "0555")]
    [InlineData("00000555", "0000555")]
    [InlineData("447700900123456", "44770090012345")]
    public async Task Senders_Codes_AreComparedWithTheirZeros(string texted, string other)
    {
        var pair = host.NewPair(texted);

        Assert.Equal(texted, (await pair.TextAsync("STOP")).Record.SenderNumber);

        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        Assert.Equal(Decision.Allowed, (await (pair with { Sender = other }).CheckAsync()).Decision);
    }
}
