using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Grpc.Tests.Checks;

/// <summary>Checks over one stream: answered in the order asked, and a bad item fails alone.</summary>
[Collection(OneHost.Name)]
public sealed class StreamTests(SharedHost host)
{
    private const string Sender = "+15550001111";

    [Fact]
    public async Task StreamCheckSend_ThousandsOfMixedItems_AreAnsweredInOrder()
    {
        var blocked = host.NewPair();
        await blocked.TextAsync("STOP");
        var items = Enumerable.Range(0, 6_000).Select(number => (number % 5) switch
        {
            0 => Item($"{number}", blocked.Customer),
            1 => Item($"{number}", $"+1555444{number:0000}"),
            2 => Item($"{number}", "x"),
            3 => new StreamCheckSendRequest { RequestId = $"{number}" },
            _ => ReplyItem($"{number}", $"+1555444{number % 20:0000}"),
        }).ToList();

        var answers = await Streaming.AskAsync(host.Client, items);

        Assert.Equal(items.Select(item => item.RequestId), answers.Select(answer => answer.RequestId));
        for (var number = 0; number < answers.Count; number++)
        {
            var answer = answers[number];
            switch (number % 5)
            {
                case 0:
                    Assert.Equal((Decision.Blocked, Pair.Notice), (answer.Check.Decision, answer.Check.Notice));
                    Assert.Equal(blocked.Customer, answer.Check.OptOut.CustomerNumber);
                    break;
                case 1 or 4:
                    Assert.Equal(DecisionReason.NoOptOut, answer.Check.Reason);
                    break;
                default:
                    Assert.Equal(StreamCheckSendResponse.ResultOneofCase.Error, answer.ResultCase);
                    break;
            }
        }
    }

    public static TheoryData<string, StreamCheckSendRequest, string, string> BadItems() => new()
    {
        { "no check", new StreamCheckSendRequest { RequestId = "bad" }, "check", ErrorReason.FieldRequired },
        { "an empty check", Item("bad", "", ""), "sender_number", ErrorReason.NumberInvalid },
        { "a bad customer", Item("bad", "15552220000"), "customer_number", ErrorReason.NumberInvalid },
        { "a bad sender", Item("bad", "+15552220000", "?"), "sender_number", ErrorReason.NumberInvalid },
        { "the same numbers", Item("bad", Sender), "customer_number", ErrorReason.SenderIsCustomer },
        { "an unknown channel", With(check => check.Channel = (V1.Channel)6), "channel", ErrorReason.EnumUnknown },
        { "a negative channel", With(check => check.Channel = (V1.Channel)(-1)), "channel", ErrorReason.EnumUnknown },
        { "an unknown purpose", With(check => check.Purpose = (MessagePurpose)9), "purpose", ErrorReason.EnumUnknown },
        { "a long id", With(check => check.MessageId = new string('x', 129)), "message_id", ErrorReason.FieldTooLong },
        { "a bad id", With(check => check.MessageId = "a\n"), "message_id", ErrorReason.ControlCharacter },
    };

    [Theory]
    [MemberData(nameof(BadItems))]
    public async Task StreamCheckSend_BadItem_FailsAlone(string why, StreamCheckSendRequest bad, string field, string reason)
    {
        var answers = await Streaming.AskAsync(host.Client, [Item("before", "+15554440000"), bad, Item("after", "+15554440000")]);

        Assert.True(answers.Count == 3, why);
        Assert.Equal(["before", "bad", "after"], answers.Select(answer => answer.RequestId));
        Assert.All([answers[0], answers[2]], answer => Assert.Equal(Decision.Allowed, answer.Check.Decision));
        AssertError(answers[1], field, reason);
    }

    [Fact]
    public async Task StreamCheckSend_RequestIdTooLong_FailsAloneAndIsNotEchoed()
    {
        var (long64, long65) = (new string('r', 64), new string('r', 65));

        var answers = await Streaming.AskAsync(
            host.Client, [Item(long64, "+15554440000"), Item(long65, "+15554440000"), new StreamCheckSendRequest { RequestId = long65 }]);

        Assert.Equal((long64, Decision.Allowed), (answers[0].RequestId, answers[0].Check.Decision));
        AssertError(answers[1], "request_id", ErrorReason.FieldTooLong);
        AssertError(answers[2], "request_id", ErrorReason.FieldTooLong, "check");
        Assert.Equal(("", ""), (answers[1].RequestId, answers[2].RequestId));
    }

    [Fact]
    public async Task StreamCheckSend_EndedBeforeAnyItem_EndsWell() =>
        Assert.Empty(await Streaming.AskAsync(host.Client, []));

    [Fact]
    public async Task StreamCheckSend_EndedBeforeItsAnswersAreRead_SendsThemAll()
    {
        using var call = host.Client.StreamCheckSend();
        for (var number = 0; number < 100; number++)
        {
            await call.RequestStream.WriteAsync(Item($"{number}", "+15554440000"));
        }

        await call.RequestStream.CompleteAsync();
        var ids = new List<string>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            ids.Add(call.ResponseStream.Current.RequestId);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}"), ids);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task StreamCheckSend_AskedOneByOne_AnswersEachBeforeTheNext()
    {
        using var call = host.Client.StreamCheckSend();
        for (var number = 0; number < 200; number++)
        {
            Assert.Equal($"{number}", (await AskAsync(call, Item($"{number}", "+15554440000"))).RequestId);
        }
    }

    [Fact]
    public async Task StreamCheckSend_StopWasAcknowledged_TheVeryNextItemIsBlocked()
    {
        using var call = host.Client.StreamCheckSend();
        for (var round = 0; round < 300; round++)
        {
            var pair = host.NewPair();
            Assert.Equal(Decision.Allowed, (await AskAsync(call, Item("before", pair.Customer))).Check.Decision);

            await pair.TextAsync("STOP");

            Assert.Equal(Decision.Blocked, (await AskAsync(call, Item("after", pair.Customer))).Check.Decision);
        }
    }

    [Fact]
    public async Task StreamCheckSend_StopsAmidAFlowOfItems_AreSeenByWhatIsSentAfterThem()
    {
        var pair = host.NewPair();
        using var call = host.Client.StreamCheckSend();
        var reading = Task.Run(async () =>
        {
            var answers = new List<Decision>();
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                answers.Add(call.ResponseStream.Current.Check.Decision);
            }

            return answers;
        });
        var (stopped, asked) = (pair.TextAsync("STOP"), 0);
        var acknowledgedAt = int.MaxValue;
        while (asked < acknowledgedAt + 100L)
        {
            if (stopped.IsCompletedSuccessfully && acknowledgedAt == int.MaxValue)
            {
                acknowledgedAt = asked;
            }

            await call.RequestStream.WriteAsync(Item("", pair.Customer));
            asked++;
        }

        await call.RequestStream.CompleteAsync();
        var decisions = await reading;
        Assert.Equal(asked, decisions.Count);
        Assert.All(decisions.Skip(acknowledgedAt), decision => Assert.Equal(Decision.Blocked, decision));
    }

    private static async Task<StreamCheckSendResponse> AskAsync(
        AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call, StreamCheckSendRequest item)
    {
        await call.RequestStream.WriteAsync(item);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    private static void AssertError(StreamCheckSendResponse answer, string field, string reason, params string[] more)
    {
        Assert.Equal((int)Code.InvalidArgument, answer.Error.Code);
        var info = answer.Error.GetDetail<ErrorInfo>()!;
        Assert.Equal((ErrorReason.Domain, reason, field), (info.Domain, info.Reason, info.Metadata["field"]));
        var fields = answer.Error.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field).ToHashSet();
        Assert.Superset(new HashSet<string>([field, .. more]), fields);
    }

    private static StreamCheckSendRequest Item(string id, string customer, string sender = Sender) =>
        new() { RequestId = id, Check = new CheckSendRequest { SenderNumber = sender, CustomerNumber = customer } };

    private static StreamCheckSendRequest ReplyItem(string id, string customer)
    {
        var item = Item(id, customer);
        item.Check.Purpose = MessagePurpose.HelpReply;
        return item;
    }

    private static StreamCheckSendRequest With(Action<CheckSendRequest> change)
    {
        var item = Item("bad", "+15554440000");
        change(item.Check);
        return item;
    }
}
