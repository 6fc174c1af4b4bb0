using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Channel = Consent.V1.Channel;

namespace Consent.Grpc.Tests.Status;

/// <summary>What to show for a pair.</summary>
[Collection(OneHost.Name)]
public sealed class StatusTests(SharedHost host)
{
    [Fact]
    public async Task GetStatus_NoRecord_IsAvailable()
    {
        var before = await host.Ledger.SizeAsync();

        var status = await host.NewPair().StatusAsync();

        Assert.Equal(
            (Decision.Allowed, DecisionReason.NoOptOut, SmsIndicator.Available, OptOutVisibility.Unspecified),
            (status.Decision, status.Reason, status.Indicator, status.Visibility));
        Assert.Equal(("", "", 0, 0), (status.Notice, status.ResubscribeHint, status.Records.Count, status.Alternatives.Count));
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task GetStatus_OptedOut_SaysWhyAndHowToComeBack()
    {
        var pair = host.NewPair();
        var stop = await pair.TextAsync("Unsubscribe");

        var status = await pair.StatusAsync();

        Assert.Equal(
            (Decision.Blocked, DecisionReason.OptedOutOfNumber, SmsIndicator.OptedOut, OptOutVisibility.Conversation, Pair.Notice),
            (status.Decision, status.Reason, status.Indicator, status.Visibility, status.Notice));
        Assert.Equal("The customer can resubscribe by texting START to +15550001111 from their own phone.", status.ResubscribeHint);
        Assert.Equal([Channel.Email, Channel.Voice], status.Alternatives);
        var record = Assert.Single(status.Records);
        Assert.Equal(stop.Record, record);
        Assert.Equal(
            (pair.Sender, pair.Customer, ConsentState.OptedOut, ConsentSource.InboundSms, "unsubscribe", 1),
            (record.SenderNumber, record.CustomerNumber, record.State, record.Source, record.Keyword, record.Revision));
        Assert.NotNull(record.ChangedAt);
        Assert.True(status.LedgerPosition >= stop.LedgerPosition);
    }

    [Fact]
    public async Task GetStatus_Resubscribed_ShowsTheStart()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        await pair.TextAsync("START");

        var status = await pair.StatusAsync();

        Assert.Equal(
            (Decision.Allowed, DecisionReason.Resubscribed, SmsIndicator.Available, ""),
            (status.Decision, status.Reason, status.Indicator, status.Notice));
        var record = Assert.Single(status.Records);
        Assert.Equal((ConsentState.Subscribed, "start", 2), (record.State, record.Keyword, record.Revision));
    }

    [Fact]
    public async Task GetStatus_OnlyHelpAsked_HasARecordInWhichNothingIsDecided()
    {
        var pair = host.NewPair();
        await pair.TextAsync("HELP");

        var status = await pair.StatusAsync();

        Assert.Equal((Decision.Allowed, DecisionReason.NoOptOut), (status.Decision, status.Reason));
        var record = Assert.Single(status.Records);
        Assert.Equal(
            (ConsentState.Subscribed, ConsentSource.Unspecified, 1, null),
            (record.State, record.Source, record.Revision, record.ChangedAt));
    }
}
