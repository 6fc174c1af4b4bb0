using Consent.Core.Numbers;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Replicas;
using Consent.Roster.Tests.Clocks;
using Consent.Roster.Tests.Replicas;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Tests.Freshness;

/// <summary>One server's real follower, gate and acknowledgement over a fake clock, database and peers.</summary>
internal sealed class RosterHarness
{
    public static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan PollInterval = new FreshnessOptions().PollInterval;

    private static readonly PhoneNumber Customer = PhoneNumber.Parse(FakeRosterDatabase.Customer);

    public RosterHarness(
        FreshnessMode mode = FreshnessMode.Bounded, TimeSpan pollSpacing = default, FakeRosterDatabase? database = null)
    {
        Database = database ?? new FakeRosterDatabase(Time);
        var options = Options.Create(new FreshnessOptions { Mode = mode, MaxStaleness = MaxStaleness, PollSpacing = pollSpacing });
        var clock = new ReplicaClock(Time);
        var requests = new PollRequests();
        Gate = new FreshnessGate(clock, options, requests);
        Progress = new LedgerProgress(requests);
        var registration = new Registration(
            Database, clock, new ReplicaAddress("here"), Membership, MaxStaleness, NullLogger<Registration>.Instance);
        DatabaseClock = new DatabaseClock(clock);
        Followed = new FollowedRoster(Gate, Progress, registration);
        Follower = new RosterFollower(
            Database, Gate, requests, Followed, clock, DatabaseClock, options, registration, Log);
        Acknowledgement = new Acknowledgement(
            Follower, Followed, new SharedRequests(Peers, new Pushes(Followed), Time), Database, clock, NullLogger<Acknowledgement>.Instance);
    }

    public FollowerLog Log { get; } = new();

    public TwoClocks Time { get; } = new();

    public FakeRosterDatabase Database { get; }

    public FakePeers Peers { get; } = new();

    public FakeMembership Membership { get; } = new();

    public FreshnessGate Gate { get; }

    public LedgerProgress Progress { get; }

    public DatabaseClock DatabaseClock { get; }

    public FollowedRoster Followed { get; }

    public RosterFollower Follower { get; }

    public Acknowledgement Acknowledgement { get; }

    public Task PollAsync() => Follower.PollOnceAsync(CancellationToken.None);

    /// <summary>A server that has registered, loaded and polled.</summary>
    public static async Task<RosterHarness> FreshAsync(FreshnessMode mode = FreshnessMode.Bounded)
    {
        var harness = new RosterHarness(mode);
        await harness.PollAsync();
        return harness;
    }

    /// <summary>What a check answers: null where it is refused.</summary>
    public bool? IsBlocked(string sender) =>
        Gate.TryPass(out var roster) ? roster.FindPair(SenderNumber.Parse(sender), Customer).Decide().IsBlocked : null;

    /// <summary>This server commits an opt-out, and its roster is told.</summary>
    public LedgerPoint CommitOwn(string sender)
    {
        var before = Followed.End;
        Database.Commit(sender);
        var (position, mark, _) = Database.Ledger[^1];
        if (before is { } end)
        {
            Followed.Committed(end, Database.TailAfter(end));
        }

        return new LedgerPoint(position, mark);
    }

    public void AddReplica(string id, bool retired = false) => Database.Put(new Replica(id, id, MaxStaleness, retired));

    /// <summary>Lets the follower poll, while no time passes, until the task is done.</summary>
    public async Task PollUntilDoneAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            await PollAsync();
            await Task.Yield();
        }

        await task;
    }

    /// <summary>
    /// Lets the follower follow, and fake time pass whenever there is nothing to be done at that time, until the work is done.
    /// </summary>
    public void UntilDone(Func<Task> work) => WorkList.Run(
        async () =>
        {
            using var stop = new CancellationTokenSource();
            var following = Follower.FollowAsync(stop.Token);
            await work();
            Cancel(stop);
            await following;
        },
        whenIdle: () => Time.Advance(TimeSpan.FromMilliseconds(10)));

    // On this thread: CancelAsync takes another, and fake time would pass meanwhile.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
