using System.Runtime.CompilerServices;
using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Checks;

/// <summary>How far a stream reads ahead, and when an answer is sent.</summary>
public sealed class StreamPressureTests : IAsyncLifetime
{
    private const int MaxUnsent = 64;

    private readonly HeldStorage _storage = new HeldStorage().Open();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    private StreamCheckSendHandler Streams => Host.Services.GetRequiredService<StreamCheckSendHandler>();

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(_storage.Intercept);

    public async Task DisposeAsync()
    {
        _storage.Open();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Check_CallerStopsReading_ReadsOneItemAhead()
    {
        var released = new TaskCompletionSource();
        var stream = new FakeStream(Items(10_000)) { OnSent = () => released.Task };

        // Everything is at hand, so this returns when the first answer that is sent waits for its reader.
        var call = Streams.CheckAsync(stream, stream, new FakeCall());

        Assert.False(call.IsCompleted);
        Assert.Equal(stream.Written + 1, stream.Read);
        Assert.InRange(stream.Read, 2, MaxUnsent + 2);

        released.SetResult();
        await call;
        Assert.Equal((10_000, 10_000), (stream.Read, stream.Written));
    }

    [Fact]
    public async Task Check_ManyItemsAtHand_AreSentTogetherButNotTooMany()
    {
        var sent = 0;
        var stream = new FakeStream(Items(10_000));
        stream.OnSent = () =>
        {
            sent++;
            return Task.CompletedTask;
        };

        await Streams.CheckAsync(stream, stream, new FakeCall());

        Assert.InRange(sent, 10_000 / (MaxUnsent + 1), (10_000 / MaxUnsent) + 1);
        Assert.Equal((MaxUnsent + 1, 0), (stream.MostUnsent, stream.Unsent));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    public async Task Check_NextItemIsNotThere_LeavesNothingUnsent(int items)
    {
        var next = new TaskCompletionSource<bool>();
        var stream = new FakeStream(Items(items)) { AtTheEnd = () => next.Task };

        var call = Streams.CheckAsync(stream, stream, new FakeCall());

        Assert.Equal((items, 0), (stream.Written, stream.Unsent));
        next.SetResult(false);
        await call;
    }

    [Fact]
    public async Task Check_NextAnswerTakesAWhile_LeavesNothingUnsent()
    {
        var pair = new Pair(Host.Client, "+15550001111", "+15552220000");
        await pair.TextAsync("STOP");
        var reply = Item(5);
        (reply.Check.CustomerNumber, reply.Check.Purpose) = (pair.Customer, MessagePurpose.OptOutConfirmation);
        var stream = new FakeStream([.. Items(5), reply, .. Items(5)]);
        _storage.Hold();

        var call = Streams.CheckAsync(stream, stream, new FakeCall());
        await _storage.Entered;

        Assert.Equal((5, 0), (stream.Written, stream.Unsent));
        _storage.Open();
        await call;
        Assert.Equal(11, stream.Written);
    }

    [Fact]
    public async Task Check_NextItemCannotBeRead_LeavesNothingUnsent()
    {
        var stream = new FakeStream(Items(5)) { AtTheEnd = () => Task.FromException<bool>(new IOException("cut")) };

        await Assert.ThrowsAsync<IOException>(() => Streams.CheckAsync(stream, stream, new FakeCall()));

        Assert.Equal((5, 0), (stream.Written, stream.Unsent));
    }

    [Fact]
    public async Task Check_CallerIsGoneWhileAnsweredAndRead_LeavesNoFailureUnobserved()
    {
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, e) =>
            unobserved += e.Exception.ToString().Contains(nameof(StreamPressureTests), StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;
        try
        {
            await FailBothWaysAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= count;
        }

        Assert.Equal(0, unobserved);
    }

    [Fact]
    public async Task Check_RequestIsCompleteBeforeTheTokenSaysSo_IsACancellation()
    {
        // What gRPC throws where the connection is gone and the call's token has not heard of it.
        var stream = new FakeStream(Items(1)) { OnSent = () => throw new InvalidOperationException("Can't write the message.") };

        var failure = await Assert.ThrowsAsync<RpcException>(() => Streams.CheckAsync(stream, stream, new FakeCall()));

        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
    }

    [Fact]
    public async Task Check_NoItems_EndsAtOnce()
    {
        var stream = new FakeStream();

        await Streams.CheckAsync(stream, stream, new FakeCall());

        Assert.Equal(0, stream.Written);
    }

    private static IEnumerable<StreamCheckSendRequest> Items(int count) => Enumerable.Range(0, count).Select(Item);

    private static StreamCheckSendRequest Item(int number) => new()
    {
        RequestId = $"{number}",
        Check = new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = $"+1555333{number:0000}" },
    };

    // What it leaves behind is out of reach when it returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task FailBothWaysAsync()
    {
        var next = new TaskCompletionSource<bool>();
        var stream = new FakeStream(Items(1))
        {
            AtTheEnd = () => next.Task,
            OnSent = () => Task.FromException(new IOException(nameof(StreamPressureTests))),
        };
        await Assert.ThrowsAnyAsync<Exception>(() => Streams.CheckAsync(stream, stream, new FakeCall()));
        next.SetException(new IOException(nameof(StreamPressureTests)));
    }
}
