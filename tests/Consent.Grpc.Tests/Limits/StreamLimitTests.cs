using Consent.Grpc.Limits;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Imports;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Limits;

/// <summary>Streams whose callers fall silent, and streams that have gone on for long.</summary>
public sealed class StreamLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Most = Limit * 1.1;

    private readonly PolledTime _time = new();

    [Fact]
    public async Task StreamCheckSend_CallerFallsSilent_EndsAndSaysWhatToDo()
    {
        await using var host = await StartAsync(limits => limits.StreamIdle = Limit);
        using var call = host.Client.StreamCheckSend();
        await AskAsync(call);

        var refusal = await PassAsync(host, Limit, EndAsync(call.ResponseStream));

        Assert.Equal((StatusCode.Unavailable, ErrorReason.StreamIdle), (refusal.Status, refusal.Reason));
        Assert.Equal("3", refusal.Info!.Metadata["limit"]);
        Assert.Contains("Open another", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_CallerSendsInTime_GoesOnForLongerThanItMayBeSilent()
    {
        await using var end = new StreamEnd(new LimitOptions { StreamIdle = Limit }, _time, CancellationToken.None);
        for (var item = 0; item < 5; item++)
        {
            var sent = new TaskCompletionSource<bool>();
            var next = end.NextAsync(sent.Task);
            _time.Advance(Limit * 0.9);
            sent.SetResult(true);
            Assert.True(await next);
        }

        var silent = end.NextAsync(new TaskCompletionSource<bool>().Task);
        _time.Advance(Limit);
        await Assert.ThrowsAsync<RpcException>(async () => await silent);
    }

    [Fact]
    public async Task Next_CallerFailsWhenTheStreamIsToEnd_LeavesNoFailureUnobserved()
    {
        await using var end = new StreamEnd(new LimitOptions { StreamAge = Limit }, _time, CancellationToken.None);
        var sent = new TaskCompletionSource<bool>();
        var next = end.NextAsync(sent.Task);
        _time.Advance(Most);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await next)).StatusCode);

        sent.SetException(new IOException("cut"));

        // Its item counts no more, however it comes.
        await Assert.ThrowsAsync<RpcException>(async () => await end.NextAsync(Task.FromResult(true)));
        Assert.False(await end.NextAsync(Task.FromResult(false)));
    }

    [Fact]
    public async Task StreamCheckSend_NoLimit_StaysWhileItIsSilent()
    {
        await using var host = await StartAsync(_ => { });
        using var call = host.Client.StreamCheckSend();
        await AskAsync(call);

        for (var hour = 0; hour < 24; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
        }

        await host.PolledAsync();
        await AskAsync(call);
    }

    [Fact]
    public async Task ImportOptOuts_CallerFallsSilent_EndsAndKeepsWhatWasSent()
    {
        await using var host = await StartAsync(limits => limits.StreamIdle = Limit);
        var customer = "+15552220001";
        using var call = new ConsentLedger.ConsentLedgerClient(host.Channel).ImportOptOuts();
        await call.RequestStream.WriteAsync(Importing.Header("+15550001111"));
        await call.RequestStream.WriteAsync(Importing.Part(Importing.Row(customer)));
        for (var rows = 0L; rows == 0; rows = call.ResponseStream.Current.RowsRead)
        {
            var answer = call.ResponseStream.MoveNext(CancellationToken.None);
            while (!answer.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                await host.PolledAsync();
            }

            Assert.True(await answer);
        }

        var refusal = await PassAsync(host, Limit, EndAsync(call.ResponseStream));

        Assert.Equal((StatusCode.Unavailable, ErrorReason.StreamIdle), (refusal.Status, refusal.Reason));
        await host.PolledAsync();
        Assert.Equal(Decision.Blocked, (await new Pair(host.Client, "+15550001111", customer).CheckAsync()).Decision);
    }

    [Fact]
    public async Task Streams_OldAsTheyMayBe_EndAndSayHowToGoOn()
    {
        await using var host = await StartAsync(limits => limits.StreamAge = Limit);
        using var checks = host.Client.StreamCheckSend();
        await AskAsync(checks);
        using var watch = host.Watch(after: -1);
        await watch.NextAsync();
        using var import = new ConsentLedger.ConsentLedgerClient(host.Channel).ImportOptOuts();
        await import.RequestStream.WriteAsync(Importing.Header("+15550001111"));

        _time.Advance(Most);

        Refusal[] refusals =
        [
            await EndAsync(checks.ResponseStream),
            await EndAsync(watch.ResponseStream),
            await PassAsync(host, Most, EndAsync(import.ResponseStream)),
        ];
        Assert.All(refusals, refusal =>
        {
            Assert.Equal((StatusCode.Unavailable, ErrorReason.StreamTooOld), (refusal.Status, refusal.Reason));
            Assert.Contains("resume", refusal.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Streams_YoungerThanTheyMayBe_StayWhileTheyAreSilent()
    {
        await using var host = await StartAsync(limits => limits.StreamAge = Limit);
        using var checks = host.Client.StreamCheckSend();
        await AskAsync(checks);
        using var watch = host.Watch(after: -1);
        await watch.NextAsync();

        _time.Advance(Limit * 0.89);

        await AskAsync(checks);
        await new Pair(host.Client, "+15550001111", "+15552220003").TextAsync("STOP");
        Assert.NotNull((await watch.NextAsync()).Entry);
    }

    [Fact]
    public async Task StreamCheckSend_OldAsItMayBeInFullFlow_EndsAfterAnAnswer()
    {
        await using var host = await StartAsync(limits => limits.StreamAge = Limit);
        using var call = host.Client.StreamCheckSend();
        await AskAsync(call);

        _time.Advance(Most);
        var flow = FlowAsync(call);

        var refusal = await EndAsync(call.ResponseStream);
        Assert.Equal((StatusCode.Unavailable, ErrorReason.StreamTooOld), (refusal.Status, refusal.Reason));
        await flow;
    }

    [Fact]
    public void Jittered_Many_AreAllWithinATenthAndDiffer()
    {
        var ages = Enumerable.Range(0, 1_000).Select(_ => Limit.Jittered()).ToList();

        Assert.All(ages, age => Assert.InRange(age, Limit * 0.9, Most));
        Assert.True(ages.Distinct().Count() > 900);
    }

    private static async Task FlowAsync(AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call)
    {
        try
        {
            while (true)
            {
                await call.RequestStream.WriteAsync(Item());
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The server has ended the stream.
        }
    }

    private static async Task AskAsync(AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call)
    {
        await call.RequestStream.WriteAsync(Item());
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Decision.Allowed, call.ResponseStream.Current.Check.Decision);
    }

    private static StreamCheckSendRequest Item() => new()
    {
        RequestId = "id",
        Check = new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15552220002" },
    };

    private static Task<Refusal> EndAsync<T>(IAsyncStreamReader<T> answers)
    {
        return Refusal.OfAsync(CountAsync());

        async Task<int> CountAsync()
        {
            var count = 0;
            while (await answers.MoveNext(CancellationToken.None))
            {
                count++;
            }

            return count;
        }
    }

    // Whenever the server begins to wait, it waits for too long.
    private async Task<Refusal> PassAsync(AuthorityHost host, TimeSpan each, Task<Refusal> ended)
    {
        while (!ended.IsCompleted)
        {
            _time.Advance(each);
            await host.PolledAsync();
        }

        return await ended;
    }

    private Task<AuthorityHost> StartAsync(Action<LimitOptions> limits) => AuthorityHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.Configure(limits);
    });
}
