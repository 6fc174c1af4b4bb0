using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Consent.Grpc.Tests.Checks;

/// <summary>A stream while the server cannot be sure, and at its end.</summary>
public sealed class StreamLifeTests
{
    [Fact]
    public async Task StreamCheckSend_GateClosesAndOpens_FailsTheItemsReadMeanwhile()
    {
        var time = new PolledTime();
        var database = new CutOffDatabase();
        await using var host = await AuthorityHost.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            database.Intercept(services);
        });
        var pair = NewPair(host);
        await pair.TextAsync("STOP");
        using var call = host.Client.StreamCheckSend();
        Assert.Equal(Decision.Blocked, (await AskAsync(call, pair)).Check.Decision);

        database.IsCut = true;
        time.Advance(TimeSpan.FromSeconds(5.001));
        await host.HealthAsync(ServingStatus.NotServing);
        foreach (var purpose in new[] { MessagePurpose.Unspecified, MessagePurpose.OptOutConfirmation })
        {
            var stale = await AskAsync(call, pair, purpose);
            Assert.Equal(("id", (int)Code.Unavailable), (stale.RequestId, stale.Error.Code));
            Assert.Equal(ErrorReason.RosterStale, stale.Error.GetDetail<ErrorInfo>()!.Reason);
        }

        var batch = await Refusal.OfAsync(host.Client.BatchCheckSendAsync(
            new BatchCheckSendRequest { SenderNumber = pair.Sender, CustomerNumbers = { pair.Customer } }));
        Assert.Equal((StatusCode.Unavailable, ErrorReason.RosterStale), (batch.Status, batch.Reason));

        database.IsCut = false;
        await host.HealthAsync(ServingStatus.Serving);
        Assert.Equal(Decision.Blocked, (await AskAsync(call, pair)).Check.Decision);
        Assert.Equal(DecisionReason.PendingReply, (await AskAsync(call, pair, MessagePurpose.OptOutConfirmation)).Check.Reason);
    }

    [Fact]
    public async Task StreamCheckSend_CancelledWhileIdle_EndsWithoutAnError()
    {
        var log = new CapturedLog();
        await using var host = await AuthorityHost.StartAsync(log.Intercept);
        var ended = log.AwaitAsync("Error status code 'Cancelled'");
        using (var call = host.Client.StreamCheckSend())
        {
            await AskAsync(call, NewPair(host));
        }

        await ended;

        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task StreamCheckSend_CancelledInFullFlow_EndsWithoutAnError()
    {
        var log = new CapturedLog();
        await using (var host = await AuthorityHost.StartAsync(log.Intercept))
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(async number =>
            {
                using var call = host.Client.StreamCheckSend();
                var flow = FlowAsync(call, NewPair(host));
                for (var answer = 0; answer < number * 3; answer++)
                {
                    Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
                }

                call.Dispose();
                await Assert.ThrowsAnyAsync<Exception>(() => flow);
            }));
            Assert.Equal(Decision.Allowed, (await NewPair(host).CheckAsync()).Decision);
        }

        // The host waits for its calls before it stops.
        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task StreamCheckSend_DeadlinePasses_EndsWithoutAnError()
    {
        var log = new CapturedLog();
        await using (var host = await AuthorityHost.StartAsync(log.Intercept))
        {
            using var call = host.Client.StreamCheckSend(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1));
            var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        }

        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task StreamCheckSend_ServerStops_AreSentElsewhere()
    {
        var log = new CapturedLog();
        await using (var host = await AuthorityHost.StartAsync(log.Intercept))
        {
            using var idle = host.Client.StreamCheckSend();
            using var busy = host.Client.StreamCheckSend();
            Assert.Equal(Decision.Allowed, (await AskAsync(idle, NewPair(host))).Check.Decision);
            var flow = FlowAsync(busy, NewPair(host));
            Assert.True(await busy.ResponseStream.MoveNext(CancellationToken.None));

            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

            await AssertSentElsewhereAsync(idle);
            await AssertSentElsewhereAsync(busy);
            await Assert.ThrowsAnyAsync<Exception>(() => flow);
        }

        Assert.Empty(log.Errors);
    }

    private static async Task AssertSentElsewhereAsync(AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call)
    {
        var refusal = await Refusal.OfAsync(EndAsync());
        Assert.Equal((StatusCode.Unavailable, ErrorReason.ShuttingDown), (refusal.Status, refusal.Reason));

        async Task<int> EndAsync()
        {
            var answers = 0;
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                answers++;
            }

            return answers;
        }
    }

    private static Pair NewPair(AuthorityHost host) => new(host.Client, "+15550001111", "+15552220000");

    private static async Task FlowAsync(
        AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call, Pair pair)
    {
        while (true)
        {
            await call.RequestStream.WriteAsync(Item(pair));
        }
    }

    private static async Task<StreamCheckSendResponse> AskAsync(
        AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call,
        Pair pair,
        MessagePurpose purpose = MessagePurpose.Unspecified)
    {
        await call.RequestStream.WriteAsync(Item(pair, purpose));
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    private static StreamCheckSendRequest Item(Pair pair, MessagePurpose purpose = MessagePurpose.Unspecified) => new()
    {
        RequestId = "id",
        Check = new CheckSendRequest
        {
            SenderNumber = pair.Sender,
            CustomerNumber = pair.Customer,
            Purpose = purpose,
            MessageId = "out-1",
        },
    };
}
