using System.Net;
using System.Threading.Channels;
using Consent.Grains.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grains.Tests.Calls;

/// <summary>Orleans forgets a call that is addressed to a server in the moment in which that is declared dead.</summary>
public sealed class LostCallTests
{
    private static readonly SiloAddress Other = SiloAddress.New(IPAddress.Loopback, 7000, 1);

    private readonly FakeTimeProvider _time = new();
    private readonly LostCalls _lost;
    private readonly GrainCalls _calls;
    private readonly Channel<TaskCompletionSource<int>> _made = Channel.CreateUnbounded<TaskCompletionSource<int>>();

    public LostCallTests()
    {
        _lost = new LostCalls(_time);
        _calls = new GrainCalls(_time, new Here(), _lost);
    }

    [Fact]
    public async Task Call_UnansweredWhenAServerWasDeclaredDead_IsMadeAgain()
    {
        var answer = Call();
        _lost.SiloStatusChangeNotification(Other, SiloStatus.Dead);
        _time.Advance(LostCalls.Aftermath);

        await _made.Reader.ReadAsync();
        (await _made.Reader.ReadAsync()).SetResult(2);

        Assert.Equal(2, await answer);
    }

    [Fact]
    public async Task Call_MadeRightAfterAServerWasDeclaredDead_IsMadeAgain()
    {
        _lost.SiloStatusChangeNotification(Other, SiloStatus.Dead);
        _time.Advance(LostCalls.Aftermath / 2);
        var answer = Call();
        _time.Advance(LostCalls.Aftermath / 2);

        await _made.Reader.ReadAsync();
        (await _made.Reader.ReadAsync()).SetResult(2);

        Assert.Equal(2, await answer);
    }

    [Fact]
    public async Task Call_AnsweredBeforeItMayBeLost_IsMadeOnce()
    {
        var answer = Call();
        _lost.SiloStatusChangeNotification(Other, SiloStatus.Dead);
        (await _made.Reader.ReadAsync()).SetResult(1);
        Assert.Equal(1, await answer);

        _time.Advance(LostCalls.Aftermath);

        Assert.False(_made.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Call_GivenUpByItsCaller_IsNotMadeAgain()
    {
        using var caller = new CancellationTokenSource();
        var answer = Call(caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await _made.Reader.ReadAsync();
        Assert.False(_made.Reader.TryRead(out _));
    }

    [Fact]
    public void Next_OnceNoCallGoesToTheDeadServerAnyMore_DoesNotEnd()
    {
        _lost.SiloStatusChangeNotification(Other, SiloStatus.Dead);
        _time.Advance(LostCalls.Aftermath);
        var next = _lost.Next;

        _time.Advance(LostCalls.Aftermath);

        Assert.False(next.IsCompleted);
    }

    [Theory]
    [InlineData(SiloStatus.Dead, true)]
    [InlineData(SiloStatus.Joining, false)]
    [InlineData(SiloStatus.Active, false)]
    [InlineData(SiloStatus.ShuttingDown, false)]
    [InlineData(SiloStatus.Stopping, false)]
    public void Next_AServerChanges_EndsIfItIsDead(SiloStatus status, bool ends)
    {
        var next = _lost.Next;

        _lost.SiloStatusChangeNotification(Other, status);
        _time.Advance(LostCalls.Aftermath - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ends, next.IsCompleted);
    }

    private Task<int> Call(CancellationToken cancellation = default) => _calls.CallAsync(
        _made.Writer,
        static made =>
        {
            var call = new TaskCompletionSource<int>();
            made.TryWrite(call);
            return call.Task;
        },
        cancellation);

    private sealed class Here : ILocalSiloDetails
    {
        public string Name => "here";

        public string ClusterId => "test";

        public string DnsHostName => "localhost";

        public SiloAddress SiloAddress { get; } = SiloAddress.New(IPAddress.Loopback, 7001, 1);

        public SiloAddress GatewayAddress => SiloAddress;
    }
}
