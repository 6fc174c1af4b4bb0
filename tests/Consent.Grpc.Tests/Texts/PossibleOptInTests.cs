using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Ledger;
using Consent.V1;
using static Consent.V1.MessagePurpose;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Tests.Texts;

/// <summary>A text that may ask to come back changes nothing, and is answered with how to.</summary>
[Collection(OneHost.Name)]
public sealed class PossibleOptInTests(SharedHost host)
{
    private const string Text = "start texting me again";

    [Fact]
    public async Task Text_OfAnOptedOutCustomer_IsAnsweredWithHowToComeBack()
    {
        var pair = host.NewPair();
        var stop = await pair.TextAsync("STOP");

        var answer = await pair.TextAsync(Text);

        Assert.Equal((InboundKind.PossibleOptIn, true, false), (answer.Kind, answer.Applied, answer.Duplicate));
        Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfNumber), (answer.Decision, answer.Reason));
        Assert.Equal((HelpReply, "FieldPulse: you are still unsubscribed. Reply START to resubscribe."), (answer.Reply.Purpose, answer.Reply.Body));
        Assert.Equal(new ConsentRecord(stop.Record) { Revision = 2 }, answer.Record);
        Assert.Equal(DecisionReason.OptedOutOfNumber, (await pair.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Reply_ToAnOptedOutCustomer_GoesOutOnce()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        await pair.TextAsync(Text);

        Assert.True(await pair.MayReplyAsync(HelpReply, "out-1"));
        Assert.True(await pair.MayReplyAsync(HelpReply, "out-1"));
        Assert.Equal(Decision.Blocked, (await pair.ReplyAsync(HelpReply, "out-2")).Decision);
        Assert.Equal(DecisionReason.OptedOutOfNumber, (await pair.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Text_OfACustomerWhoIsNotOptedOut_IsAnsweredThatTheyAreSubscribed()
    {
        var pair = host.NewPair();

        var answer = await pair.TextAsync(Text);

        Assert.Equal((InboundKind.PossibleOptIn, Decision.Allowed, DecisionReason.NoOptOut), (answer.Kind, answer.Decision, answer.Reason));
        Assert.Equal("FieldPulse: you are subscribed. Reply STOP to unsubscribe, HELP for help.", answer.Reply.Body);
        Assert.Equal((ConsentState.Subscribed, null), (answer.Record.State, answer.Record.ChangedAt));
    }

    [Fact]
    public async Task Text_Repeated_IsAnsweredAsAtFirstAndEnteredOnce()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        var text = pair.Text(Text);
        var first = await host.Client.RecordInboundAsync(text);
        var entries = await host.Ledger.LengthAsync();

        Assert.Equal(new RecordInboundResponse(first) { Duplicate = true }, await host.Client.RecordInboundAsync(text));
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    // The text goes to the one record, and the other blocks.
    [Fact]
    public async Task Text_WhereTheOtherRecordBlocks_IsNotAnsweredThatTheyAreSubscribed()
    {
        const string HowToReturn = "Acme Plumbing: you are still unsubscribed. Reply START to resubscribe.";
        var business = await Business.RegisterAsync(host.Host);
        await business.To(business.Standard).TextAsync("STOP");
        Assert.Equal(HowToReturn, (await business.To(business.Engage).TextAsync(Text)).Reply.Body);

        var other = await Business.RegisterAsync(host.Host);
        await host.Client.RecordOptOutAsync(other.To(other.Standard).OptOut());
        Assert.Equal(HowToReturn, (await other.To(other.Standard).TextAsync(Text)).Reply.Body);
    }

    [Fact]
    public async Task Text_WhereStartLiftsNothing_IsAnsweredWithWhomToAsk()
    {
        var business = await Business.RegisterAsync(
            host.Host, ResubscribePolicy.ManualReactivation, account => account with { SupportContact = "555 0100" });
        await business.To(business.Engage).TextAsync("STOP");

        var answer = await business.To(business.Engage).TextAsync(Text);

        Assert.Equal("Acme Plumbing: you are still unsubscribed. To resubscribe: 555 0100.", answer.Reply.Body);
    }

    [Fact]
    public async Task Text_InTheLedger_IsAnEntryOfItsOwnKind()
    {
        var pair = host.NewPair();
        var stop = await pair.TextAsync("STOP");
        var answer = await pair.TextAsync(Text);

        var history = await host.Host.HistoryAsync(new GetHistoryRequest { CustomerNumber = pair.Customer });
        using var watch = host.Host.Watch(stop.LedgerPosition);
        var (watched, _) = await watch.CatchUpAsync();

        Assert.Equal([LedgerEntryKind.OptedOut, LedgerEntryKind.PossibleOptIn], history.Select(entry => entry.Kind));
        var entry = history[1];
        Assert.Equal((answer.LedgerPosition, Text, ConsentState.OptedOut), (entry.Position, entry.Body, entry.Record.State));
        Assert.Contains(entry, watched);
        Assert.Equal(10, (int)entry.Kind);
    }
}
