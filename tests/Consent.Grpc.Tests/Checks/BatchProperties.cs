using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Consent.Grpc.Wire;
using Consent.V1;
using CsCheck;
using Grpc.Core;

namespace Consent.Grpc.Tests.Checks;

/// <summary>A batch, and a stream, answer as single checks do.</summary>
[Collection(OneHost.Name)]
public sealed class BatchProperties(SharedHost host) : IAsyncLifetime
{
    private const string Sender = "+15550001111";
    private const int Iterations = 40;

    private static readonly V1.Channel[] Channels = Enum.GetValues<V1.Channel>();
    private static readonly MessagePurpose[] Purposes =
    [
        .. Enum.GetValues<MessagePurpose>().Except([MessagePurpose.OptOutConfirmation, MessagePurpose.HelpReply]),
    ];

    private readonly List<string> _customers = [Sender, "", "55512", "ACME", "+0155", "+1555222000x", "😀"];

    private Gen<(string[] Customers, V1.Channel Channel, MessagePurpose Purpose)> Asked => Gen.Select(
        OneOf(_customers).Array[1, 30], OneOf(Channels), OneOf(Purposes));

    public async Task InitializeAsync()
    {
        foreach (var texts in new string[][] { [], ["hello"], ["STOP"], ["START"], ["HELP"], ["STOP", "START"], ["STOP", "START", "STOP"] })
        {
            var pair = host.NewPair();
            foreach (var text in texts)
            {
                await pair.TextAsync(text);
            }

            _customers.Add(pair.Customer);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task BatchCheckSend_AnyBatch_IsAnsweredAsSingleChecksAre() => await Asked.SampleAsync(
        async asked =>
        {
            var answer = await host.Client.BatchCheckSendAsync(new BatchCheckSendRequest
            {
                SenderNumber = Sender,
                CustomerNumbers = { asked.Customers },
                Channel = asked.Channel,
                Purpose = asked.Purpose,
            });

            var reasons = answer.Exceptions.ToDictionary(exception => exception.Index, exception => exception.Reason);
            Assert.Equal(asked.Customers.Length, answer.Decisions.Count);
            for (var index = 0; index < asked.Customers.Length; index++)
            {
                var (decision, reason) = await SingleAsync(Single(asked.Customers[index], asked.Channel, asked.Purpose));
                Assert.Equal(decision, answer.Decisions[index]);
                Assert.Equal(decision != Decision.Allowed, reasons.TryGetValue(index, out var said));
                Assert.Equal(decision == Decision.Allowed ? default : reason, said);
            }

            Assert.Equal(answer.Decisions.Contains(Decision.Blocked) ? Pair.Notice : "", answer.Notice);
        },
        iter: Iterations,
        threads: 1);

    [Fact]
    public async Task StreamCheckSend_AnyItems_AreAnsweredAsSingleChecksAre() => await Asked.SampleAsync(
        async asked =>
        {
            var answers = await Streaming.AskAsync(host.Client, asked.Customers.Select(customer => new StreamCheckSendRequest
            {
                Check = Single(customer, asked.Channel, asked.Purpose),
            }));

            Assert.Equal(asked.Customers.Length, answers.Count);
            for (var index = 0; index < answers.Count; index++)
            {
                var expected = await SingleAsync(Single(asked.Customers[index], asked.Channel, asked.Purpose));
                Assert.Equal(expected, Outcome(answers[index]));
            }
        },
        iter: Iterations,
        threads: 1);

    private static Gen<T> OneOf<T>(IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(index => values[index]);

    private static CheckSendRequest Single(string customer, V1.Channel channel, MessagePurpose purpose) =>
        new() { SenderNumber = Sender, CustomerNumber = customer, Channel = channel, Purpose = purpose };

    private static (Decision, DecisionReason) Outcome(StreamCheckSendResponse answer) => answer.Error is null
        ? (answer.Check.Decision, answer.Check.Reason)
        : (Decision.Invalid, DecisionReason.InvalidCustomerNumber);

    private async Task<(Decision, DecisionReason)> SingleAsync(CheckSendRequest request)
    {
        try
        {
            var answer = await host.Client.CheckSendAsync(request);
            return (answer.Decision, answer.Reason);
        }
        catch (RpcException e) when (e.GetRpcStatus()?.GetDetail<Google.Rpc.ErrorInfo>()?.Reason
            is ErrorReason.NumberInvalid or ErrorReason.SenderIsCustomer)
        {
            return (Decision.Invalid, DecisionReason.InvalidCustomerNumber);
        }
    }
}
