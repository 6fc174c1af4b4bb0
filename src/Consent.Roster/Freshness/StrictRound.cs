using Consent.Roster.Memory;

namespace Consent.Roster.Freshness;

/// <summary>The checks that one poll serves. None of them waits longer than the first one may.</summary>
internal sealed class StrictRound
{
    private readonly TaskCompletionSource<ReplicaRoster?> _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _patience;

    public StrictRound(TimeSpan patience, TimeProvider time) => _patience = time.CreateTimer(
        static round => ((StrictRound)round!)._served.TrySetResult(null), this, patience, Timeout.InfiniteTimeSpan);

    /// <summary>Gets or sets how many they are.</summary>
    public int Checks { get; set; }

    public Task<ReplicaRoster?> Task => _served.Task;

    public void Complete(ReplicaRoster? roster)
    {
        _patience.Dispose();
        _served.TrySetResult(roster);
    }
}
