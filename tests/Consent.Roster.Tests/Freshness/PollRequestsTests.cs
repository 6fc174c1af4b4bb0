using Consent.Roster.Freshness;
using Consent.Roster.Tests.Clocks;

namespace Consent.Roster.Tests.Freshness;

public sealed class PollRequestsTests
{
    [Fact]
    public async Task PutBack_CancelledMeanwhile_IsForgotten()
    {
        var requests = new PollRequests();
        using var impatient = new CancellationTokenSource();
        var next = requests.NextAsync(impatient.Token);
        var taken = requests.Take();
        Assert.Single(taken);

        await impatient.CancelAsync();
        requests.PutBack(taken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Empty(requests.Take());
    }

    [Fact]
    public async Task PutBack_NobodyWaits_AsksForNoPoll()
    {
        var requests = new PollRequests();
        requests.Take();
        var waiting = requests.WaitAsync(TimeSpan.FromSeconds(1), new TwoClocks(), CancellationToken.None);

        requests.PutBack([]);

        // What ends the wait is this.
        Assert.False(waiting.IsCompleted);
        requests.Ask();
        await waiting;
    }

    [Fact]
    public async Task Wait_NobodyAsks_EndsWithTheInterval()
    {
        var (requests, time) = (new PollRequests(), new TwoClocks());
        var waiting = requests.WaitAsync(TimeSpan.FromSeconds(1), time, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        await waiting;
    }

    [Fact]
    public async Task Wait_SomebodyAsks_EndsAtOnce()
    {
        var requests = new PollRequests();
        var waiting = requests.WaitAsync(TimeSpan.FromSeconds(1), new TwoClocks(), CancellationToken.None);

        _ = requests.NextAsync(CancellationToken.None);

        await waiting;
    }

    [Fact]
    public async Task Wait_Stopped_Throws()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = new PollRequests().WaitAsync(TimeSpan.FromSeconds(1), new TwoClocks(), stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
