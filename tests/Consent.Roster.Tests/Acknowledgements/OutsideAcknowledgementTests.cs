using Consent.Roster.Acknowledgements;
using Consent.Roster.Replicas;
using Consent.Roster.Tests.Clocks;
using Consent.Roster.Tests.Freshness;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Acknowledgements;

/// <summary>A writer that is no server waits for each replica of the list until that is gone or stale.</summary>
public sealed class OutsideAcknowledgementTests
{
    private static readonly TimeSpan Step = OutsideAcknowledgement.Interval;

    private readonly TwoClocks _time = new();
    private readonly FakeRosterDatabase _database;
    private readonly List<TimeSpan> _told = [];

    public OutsideAcknowledgementTests() => _database = new FakeRosterDatabase(_time);

    [Fact]
    public async Task Wait_NobodyInTheList_ReturnsAtOnce()
    {
        await WaitAsync();

        Assert.Empty(_told);
    }

    [Fact]
    public async Task Wait_ReplicasInTheList_ReturnsOnceTheSlowestIsStale()
    {
        Put("quick", seconds: 1);
        Put("slow", seconds: 4, isRetired: true);
        var waiting = WaitAsync();

        Assert.Equal([TimeSpan.FromSeconds(5)], _told);
        Advance(TimeSpan.FromSeconds(5) - Step);
        Assert.False(waiting.IsCompleted);
        Advance(Step);

        await waiting;
    }

    [Fact]
    public async Task Wait_ReplicaThatIsGone_ReturnsSooner()
    {
        Put("server", seconds: 4);
        var waiting = WaitAsync();
        Advance(Step);
        Assert.False(waiting.IsCompleted);

        await _database.DeleteAsync("server", default);
        Advance(Step);

        await waiting;
    }

    [Fact]
    public async Task Wait_ReplicaThatRegistersLater_IsNotWaitedFor()
    {
        Put("server", seconds: 1);
        var waiting = WaitAsync();
        Put("later", seconds: 6);

        Advance(TimeSpan.FromSeconds(1.25));

        await waiting;
    }

    [Fact]
    public async Task Wait_WallClockSetBack_WaitsByTheOtherToo()
    {
        Put("server", seconds: 1);
        var waiting = WaitAsync();
        _time.WallOffset = TimeSpan.FromSeconds(-2);

        Advance(TimeSpan.FromSeconds(3.25) - Step);
        Assert.False(waiting.IsCompleted);
        Advance(Step);

        await waiting;
    }

    [Fact]
    public async Task Wait_ListThatCannotBeRead_WaitsAsLongAsForAnyReplica()
    {
        _database.Failure = new TimeoutException();
        var waiting = WaitAsync();
        _database.Failure = null;

        Assert.Equal([Patience.Longest], _told);
        Advance(Patience.Longest - Step);
        Assert.False(waiting.IsCompleted);
        Advance(Step);

        await waiting;
    }

    [Fact]
    public async Task Wait_ListThatCannotBeReadAnyMore_GoesOnWaiting()
    {
        Put("server", seconds: 1);
        var waiting = WaitAsync();
        _database.Failure = new TimeoutException();
        Advance(TimeSpan.FromSeconds(1.25) - Step);
        Assert.False(waiting.IsCompleted);

        Advance(Step);

        await waiting;
    }

    private Task WaitAsync() => new OutsideAcknowledgement(_database, _time).WaitAsync(_told.Add, CancellationToken.None);

    private void Put(string id, int seconds, bool isRetired = false) =>
        _database.Put(new Replica(id, "", TimeSpan.FromSeconds(seconds), isRetired));

    // What waits goes on within the step.
    private void Advance(TimeSpan span)
    {
        for (var at = TimeSpan.Zero; at < span; at += Step)
        {
            _time.Advance(Step);
        }
    }
}
