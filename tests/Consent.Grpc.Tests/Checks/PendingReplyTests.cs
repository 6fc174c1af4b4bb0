using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using static Consent.V1.MessagePurpose;

namespace Consent.Grpc.Tests.Checks;

/// <summary>Rule 2: the reply that a customer's text called for goes out once, and nothing else does.</summary>
[Collection(OneHost.Name)]
public sealed class PendingReplyTests(SharedHost host)
{
    [Fact]
    public async Task CheckSend_ConfirmationOfAStop_GoesOutOnce()
    {
        var pair = await StoppedAsync();

        var first = await pair.ReplyAsync(OptOutConfirmation, "out-1");

        Assert.Equal((Decision.Allowed, DecisionReason.PendingReply), (first.Decision, first.Reason));
        Assert.Equal(("", null, 0), (first.Notice, first.OptOut, first.Alternatives.Count));
        await AssertBlockedAsync(pair, OptOutConfirmation, "out-2");
    }

    [Fact]
    public async Task CheckSend_SameIdAgain_GetsTheSameAnswer()
    {
        var pair = await StoppedAsync();
        await pair.ReplyAsync(OptOutConfirmation, "out-1");
        await AssertBlockedAsync(pair, OptOutConfirmation, "out-2");

        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
        Assert.Single(await host.Ledger.KindsAsync(pair), kind => kind.StartsWith("ReplySent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckSend_WithoutAnId_GoesOutOnce()
    {
        var pair = await StoppedAsync();

        Assert.True(await pair.MayReplyAsync(OptOutConfirmation));
        await AssertBlockedAsync(pair, OptOutConfirmation);
        await AssertBlockedAsync(pair, OptOutConfirmation, "out-1");
    }

    [Theory]
    [InlineData(Unspecified)]
    [InlineData(Campaign)]
    [InlineData(AutomatedNotification)]
    [InlineData(OptInConfirmation)]
    [InlineData(HelpReply)]
    public async Task CheckSend_OtherPurposeWhilePending_IsBlocked(MessagePurpose purpose)
    {
        var pair = await StoppedAsync();

        await AssertBlockedAsync(pair, purpose, "out-1");

        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
        await AssertBlockedAsync(pair, purpose, "out-1");
    }

    [Fact]
    public async Task CheckSend_FromAnotherNumberOrToAnotherCustomer_IsNotThatReply()
    {
        var pair = await StoppedAsync();

        Assert.False(await (pair with { Sender = "+15550001112" }).MayReplyAsync(OptOutConfirmation, "out-1"));
        Assert.False(await host.NewPair().MayReplyAsync(OptOutConfirmation, "out-1"));

        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
    }

    [Theory]
    [InlineData(V1.Channel.Email)]
    [InlineData(V1.Channel.Voice)]
    public async Task CheckSend_ByAnotherChannel_IsNotCoveredAndUsesNothingUp(V1.Channel channel)
    {
        var pair = await StoppedAsync();
        var request = Request(pair, "out-1");
        request.Channel = channel;

        Assert.Equal(DecisionReason.ChannelNotCovered, (await host.Client.CheckSendAsync(request)).Reason);

        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-2"));
    }

    [Theory]
    [InlineData(V1.Channel.Mms)]
    [InlineData(V1.Channel.Rcs)]
    public async Task CheckSend_ByMmsOrRcs_IsTheReplyThatGoesOutOnce(V1.Channel channel)
    {
        var pair = await StoppedAsync();
        var request = Request(pair, "out-1");
        request.Channel = channel;

        Assert.Equal(DecisionReason.PendingReply, (await host.Client.CheckSendAsync(request)).Reason);

        await AssertBlockedAsync(pair, OptOutConfirmation, "out-2");
    }

    [Fact]
    public async Task CheckSend_AfterALaterOptOut_IsCancelled()
    {
        var pair = await StoppedAsync();

        await host.Client.RecordOptOutAsync(pair.OptOut());

        await AssertBlockedAsync(pair, OptOutConfirmation, "out-1");
    }

    [Fact]
    public async Task CheckSend_UsedAndThenALaterOptOut_IsCancelledForTheSameIdToo()
    {
        var pair = await StoppedAsync();
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));

        await host.Client.RecordOptOutAsync(pair.OptOut());

        await AssertBlockedAsync(pair, OptOutConfirmation, "out-1");
    }

    [Fact]
    public async Task CheckSend_AfterASecondStop_IsCancelledAndNoSecondIsOffered()
    {
        var pair = await StoppedAsync();

        Assert.Null((await pair.TextAsync("STOP")).Reply);

        await AssertBlockedAsync(pair, OptOutConfirmation, "out-1");
    }

    [Fact]
    public async Task CheckSend_AfterTheSameStopAgain_StillGoesOutOnce()
    {
        var pair = host.NewPair();
        var stop = pair.Text("STOP");
        await host.Client.RecordInboundAsync(stop);
        await host.Client.RecordInboundAsync(stop);
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));

        await host.Client.RecordInboundAsync(stop);

        await AssertBlockedAsync(pair, OptOutConfirmation, "out-2");
    }

    [Fact]
    public async Task CheckSend_StopStartStop_EachStopCallsForItsOwn()
    {
        var pair = await StoppedAsync();
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
        await pair.TextAsync("START");
        await pair.TextAsync("STOP");

        // An id that was used before, as one that has not been.
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
        await AssertBlockedAsync(pair, OptOutConfirmation, "out-2");
    }

    [Fact]
    public async Task CheckSend_HelpWhileOptedOut_IsAnsweredOnce()
    {
        var pair = await StoppedAsync();
        await pair.TextAsync("HELP");

        Assert.True(await pair.MayReplyAsync(HelpReply, "out-1"));
        Assert.True(await pair.MayReplyAsync(HelpReply, "out-1"));
        await AssertBlockedAsync(pair, HelpReply, "out-2");

        // The confirmation is another reply, which the HELP has not cancelled.
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
    }

    [Theory]
    [InlineData("out-1", "out-2")]
    [InlineData(null, null)]
    public async Task CheckSend_TwoHelps_AreAnsweredTwice(string? first, string? second)
    {
        var pair = await StoppedAsync();
        await pair.TextAsync("HELP");
        await pair.TextAsync("HELP");

        Assert.True(await pair.MayReplyAsync(HelpReply, first));
        Assert.True(await pair.MayReplyAsync(HelpReply, second));
        await AssertBlockedAsync(pair, HelpReply, "out-3");
    }

    [Fact]
    public async Task CheckSend_NothingCalledForIt_IsDecidedLikeAnyOther()
    {
        var pair = host.NewPair();

        var answer = await pair.ReplyAsync(OptOutConfirmation, "out-1");

        Assert.Equal((Decision.Allowed, DecisionReason.NoOptOut), (answer.Decision, answer.Reason));
        Assert.Empty(await host.Ledger.KindsAsync(pair));
    }

    [Fact]
    public async Task CheckSend_LetOut_IsEnteredAsSent()
    {
        var pair = await StoppedAsync();
        var stop = (await host.Ledger.KindsAsync(pair))[0];

        await pair.ReplyAsync(OptOutConfirmation, "out-1");
        await pair.ReplyAsync(OptOutConfirmation, "out-2");
        await pair.ReplyAsync(OptOutConfirmation, "out-1");

        Assert.Equal([stop, "ReplySent out-1"], await host.Ledger.KindsAsync(pair));
        Assert.Equal((ConsentState.OptedOut, 2), ((await pair.StatusAsync()).Records[0].State, (await pair.StatusAsync()).Records[0].Revision));
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task CheckSend_ManyIdsAtOnce_OneIsLetOut()
    {
        var pair = await StoppedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => pair.MayReplyAsync(OptOutConfirmation, $"out-{number}")));

        Assert.Single(answers, allowed => allowed);
    }

    [Fact]
    public async Task CheckSend_OneIdManyTimesAtOnce_AllAreLetOutAsOne()
    {
        var pair = await StoppedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => pair.MayReplyAsync(OptOutConfirmation, "out-1")));

        Assert.All(answers, Assert.True);
        Assert.Equal(2, (await host.Ledger.KindsAsync(pair)).Count);
    }

    [Fact]
    public async Task StreamCheckSend_Confirmation_GoesOutOnceAndInItsPlace()
    {
        var pair = await StoppedAsync();
        var ids = new[] { "out-1", "out-1", "out-2", "" };

        var answers = await Streaming.AskAsync(host.Client, ids.Select(id => new StreamCheckSendRequest
        {
            RequestId = id,
            Check = Request(pair, id),
        }));

        Assert.Equal(ids, answers.Select(answer => answer.RequestId));
        Assert.Equal(
            [Decision.Allowed, Decision.Allowed, Decision.Blocked, Decision.Blocked], answers.Select(answer => answer.Check.Decision));
    }

    [Fact]
    public async Task CheckSend_BadReply_IsRefusedAndUsesNothingUp()
    {
        var pair = await StoppedAsync();

        var refusal = await Refusal.OfAsync(pair.ReplyAsync(OptOutConfirmation, new string('x', 129)));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.FieldTooLong), (refusal.Status, refusal.Reason));
        Assert.True(await pair.MayReplyAsync(OptOutConfirmation, "out-1"));
    }

    private static CheckSendRequest Request(Pair pair, string id) => new()
    {
        SenderNumber = pair.Sender,
        CustomerNumber = pair.Customer,
        Purpose = OptOutConfirmation,
        MessageId = id,
    };

    private static async Task AssertBlockedAsync(Pair pair, MessagePurpose purpose, string? id = null)
    {
        var answer = await pair.ReplyAsync(purpose, id);
        Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfNumber), (answer.Decision, answer.Reason));
    }

    private async Task<Pair> StoppedAsync()
    {
        var pair = host.NewPair();
        Assert.Equal(OptOutConfirmation, (await pair.TextAsync("STOP")).Reply.Purpose);
        return pair;
    }
}
