using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Checks;

/// <summary>One sender and many customers: answered in the order asked, and a malformed one fails alone.</summary>
[Collection(OneHost.Name)]
public sealed class BatchTests(SharedHost host)
{
    private const string Sender = "+15550001111";

    [Fact]
    public async Task BatchCheckSend_MixedAndRepeated_IsAnsweredInOrder()
    {
        var (allowed, blocked) = (host.NewPair(), host.NewPair());
        await blocked.TextAsync("STOP");

        var answer = await AskAsync(blocked.Customer, allowed.Customer, "x", blocked.Customer, allowed.Customer, blocked.Customer, "x");

        Assert.Equal(
            [Decision.Blocked, Decision.Allowed, Decision.Invalid, Decision.Blocked, Decision.Allowed, Decision.Blocked, Decision.Invalid],
            answer.Decisions);
        Assert.Equal(
            [(0, DecisionReason.OptedOutOfNumber), (2, DecisionReason.InvalidCustomerNumber), (3, DecisionReason.OptedOutOfNumber),
                (5, DecisionReason.OptedOutOfNumber), (6, DecisionReason.InvalidCustomerNumber)],
            answer.Exceptions.Select(exception => (exception.Index, exception.Reason)));
        Assert.Equal(Pair.Notice, answer.Notice);
        Assert.InRange(answer.LedgerPosition, 1, await host.Ledger.LengthAsync());
    }

    public static TheoryData<string> NoE164() => [.. BadFields.NoE164, "", "55512", "ACME", BadFields.WithoutPlus, Sender];

    [Theory]
    [MemberData(nameof(NoE164))]
    public async Task BatchCheckSend_MalformedCustomer_FailsAlone(string number)
    {
        var answer = await AskAsync(host.NewPair().Customer, number, host.NewPair().Customer);

        Assert.Equal([Decision.Allowed, Decision.Invalid, Decision.Allowed], answer.Decisions);
        Assert.Equal((1, DecisionReason.InvalidCustomerNumber), (Assert.Single(answer.Exceptions).Index, answer.Exceptions[0].Reason));
        Assert.Equal("", answer.Notice);
    }

    [Fact]
    public async Task BatchCheckSend_SomebodyCameBack_IsAllowedWithoutAnException()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        await pair.TextAsync("START");

        var answer = await AskAsync(pair.Customer);

        Assert.Equal(Decision.Allowed, Assert.Single(answer.Decisions));
        Assert.Equal((0, ""), (answer.Exceptions.Count, answer.Notice));
    }

    [Theory]
    [InlineData(V1.Channel.Email)]
    [InlineData(V1.Channel.Voice)]
    public async Task BatchCheckSend_ByAnotherChannel_BlocksNobodyButTheMalformed(V1.Channel channel)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        var request = Request(pair.Customer, "x");
        request.Channel = channel;

        var answer = await host.Client.BatchCheckSendAsync(request);

        Assert.Equal([Decision.Allowed, Decision.Invalid], answer.Decisions);
        Assert.Equal((1, ""), (Assert.Single(answer.Exceptions).Index, answer.Notice));
    }

    [Theory]
    [InlineData(V1.Channel.Mms)]
    [InlineData(V1.Channel.Rcs)]
    public async Task BatchCheckSend_ByMmsOrRcs_BlocksAsBySms(V1.Channel channel)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        var request = Request(pair.Customer, host.NewPair().Customer);
        request.Channel = channel;

        var answer = await host.Client.BatchCheckSendAsync(request);

        Assert.Equal([Decision.Blocked, Decision.Allowed], answer.Decisions);
        Assert.Equal(
            (DecisionReason.OptedOutOfNumber, Pair.Notice), (Assert.Single(answer.Exceptions).Reason, answer.Notice));
    }

    [Fact]
    public async Task BatchCheckSend_AsManyAsMayBe_AreAllAnswered()
    {
        var blocked = host.NewPair();
        await blocked.TextAsync("STOP");
        var request = Request([.. Enumerable.Range(0, 9_999).Select(number => $"+1555777{number:0000}"), blocked.Customer]);

        var answer = await host.Client.BatchCheckSendAsync(request);

        Assert.Equal(10_000, answer.Decisions.Count);
        Assert.Equal((9_999, Decision.Blocked), (Assert.Single(answer.Exceptions).Index, answer.Decisions[^1]));
    }

    [Theory]
    [InlineData(MessagePurpose.OptOutConfirmation)]
    [InlineData(MessagePurpose.HelpReply)]
    public async Task BatchCheckSend_ReplyPurpose_IsRefusedAndUsesNothingUp(MessagePurpose purpose)
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        await pair.TextAsync("HELP");
        var request = Request(pair.Customer);
        request.Purpose = purpose;

        var refusal = await Refusal.OfAsync(host.Client.BatchCheckSendAsync(request));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.PurposeNotAccepted), (refusal.Status, refusal.Reason));
        Assert.True(await pair.MayReplyAsync(purpose, "out-1"));
    }

    [Fact]
    public async Task BatchCheckSend_AfterAnAcknowledgedStop_Blocks()
    {
        for (var round = 0; round < 100; round++)
        {
            var pair = host.NewPair();
            await pair.TextAsync("STOP");

            Assert.Equal(Decision.Blocked, Assert.Single((await AskAsync(pair.Customer)).Decisions));
        }
    }

    private static BatchCheckSendRequest Request(params string[] customers) => new() { SenderNumber = Sender, CustomerNumbers = { customers } };

    private async Task<BatchCheckSendResponse> AskAsync(params string[] customers) =>
        await host.Client.BatchCheckSendAsync(Request(customers));
}
