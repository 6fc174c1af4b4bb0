using System.Threading.Channels;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Replicas;
using Consent.Roster.Tests.Clocks;
using Consent.Roster.Tests.Freshness;
using Consent.Roster.Tests.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Acknowledgements;

public sealed class SharedRequestsTests : IAsyncLifetime
{
    private static readonly Replica Second = new("second", "second", RosterHarness.MaxStaleness);

    private readonly RosterHarness _server = new();
    private readonly TwoClocks _time = new();
    private readonly Channel<TaskCompletionSource<bool>> _sent = Channel.CreateUnbounded<TaskCompletionSource<bool>>();
    private readonly FakePeers _peers;
    private readonly SharedRequests _requests;

    public SharedRequestsTests()
    {
        _peers = new FakePeers
        {
            Answer = (_, _) =>
            {
                var answer = new TaskCompletionSource<bool>();
                _sent.Writer.TryWrite(answer);
                return answer.Task;
            },
        };
        _requests = new SharedRequests(_peers, new Pushes(_server.Followed), _time);
    }

    public Task InitializeAsync() => _server.PollAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private bool IsAnotherSent => _sent.Reader.TryPeek(out _);

    [Fact]
    public async Task Ask_WhileARequestIsUnderWay_WaitsForTheNextWhichAllShare()
    {
        var first = Ask();
        var others = Task.WhenAll(Ask(), Ask());
        var sent = await SentAsync();
        Assert.False(IsAnotherSent);

        sent.SetResult(true);

        Assert.True(await first);
        var next = await SentAsync();
        Assert.False(others.IsCompleted);
        next.SetResult(false);
        Assert.All(await others, Assert.False);
        Assert.False(IsAnotherSent);
    }

    [Fact]
    public async Task Ask_OfTwoReplicas_ShareNothing()
    {
        var second = Ask();
        var third = _requests.TryCatchUpAsync(Second with { Id = "third" }, CancellationToken.None);
        await SentAsync();

        (await SentAsync()).SetResult(true);

        Assert.True(await third);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Ask_AfterAnAnswer_IsSentAgain()
    {
        for (var time = 0; time < 3; time++)
        {
            var asked = Ask();
            (await SentAsync()).SetResult(true);
            Assert.True(await asked);
        }
    }

    [Fact]
    public async Task Ask_RequestFails_NextIsSentAllTheSame()
    {
        var first = Ask();
        var next = Ask();

        (await SentAsync()).SetException(new IOException("refused"));

        await Assert.ThrowsAsync<IOException>(() => first);
        (await SentAsync()).SetResult(true);
        Assert.True(await next);
    }

    [Fact]
    public async Task Ask_Cancelled_LeavesTheRequestToTheOthers()
    {
        using var cancelled = new CancellationTokenSource();
        var first = _requests.TryCatchUpAsync(Second, cancelled.Token);
        var next = Ask();
        var sent = await SentAsync();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(IsAnotherSent);
        sent.SetResult(true);
        (await SentAsync()).SetResult(true);
        Assert.True(await next);
    }

    [Fact]
    public async Task Ask_BehindOneThatIsNeverAnswered_IsSentOnceNobodyCanWaitForThat()
    {
        var first = Ask();
        var next = Ask();
        await SentAsync();

        _time.Advance(Patience.Longest);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await SentAsync()).SetResult(true);
        Assert.True(await next);
    }

    [Fact]
    public async Task Ask_WhileARequestIsUnderWay_BringsWhatTheLastToJoinWrote()
    {
        var first = Ask();
        var sent = await SentAsync();
        _server.Database.Commit("+15550001111");
        await _server.PollAsync();
        var second = Ask();
        _server.Database.Commit("+15550001111");
        await _server.PollAsync();
        var third = Ask();

        sent.SetResult(true);
        (await SentAsync()).SetResult(true);

        Assert.True(await first);
        Assert.True(await second);
        Assert.True(await third);
        Assert.Equal([0, 2], _peers.Requests.Select(request => request.Place.Entry.Position));
        Assert.Equal([0, 2], _peers.Requests.Select(request => request.Entries.Count));
    }

    [Fact]
    public async Task Ask_AfterAPositiveAnswer_BringsEachEntryOnce()
    {
        _peers.Held = request => request.Place.Entry.Position;
        for (var time = 0; time < 3; time++)
        {
            _server.Database.Commit("+15550001111");
            await _server.PollAsync();
            var asked = Ask();
            (await SentAsync()).SetResult(true);
            Assert.True(await asked);
        }

        Assert.Equal([1, 2, 3], _peers.Requests.SelectMany(request => request.Entries).Select(entry => entry.Position));
    }

    [Fact]
    public async Task Ask_LedgerWentBack_IsNoAnswerAndNotSent()
    {
        _server.Database.Commit("+15550001111");
        await _server.PollAsync();
        _server.Database.GoBackTo(0);
        await _server.PollAsync();

        Assert.False(await Ask());
        Assert.False(IsAnotherSent);
    }

    private Task<bool> Ask() => _requests.TryCatchUpAsync(Second, CancellationToken.None);

    private ValueTask<TaskCompletionSource<bool>> SentAsync() => _sent.Reader.ReadAsync();
}
