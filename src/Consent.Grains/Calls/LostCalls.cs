namespace Consent.Grains.Calls;

/// <summary>Tells callers that wait for a grain that the answer may never come, because a server was declared dead.</summary>
/// <remarks>
/// Orleans fails in-flight calls to a dead server once. A call sent in the same moment or just after, using a stale grain
/// location, goes out over a connection that Orleans keeps open for ten seconds more, and is never answered.
/// </remarks>
internal sealed class LostCalls(TimeProvider time) : ISiloStatusListener
{
    /// <summary>How long after a server was declared dead calls may still go to it.</summary>
    public static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1);

    private TaskCompletionSource _next = New();

    /// <summary>Gets a task that completes when calls made now, if still unanswered, may have been lost.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
        {
            Task.Delay(Aftermath, time, CancellationToken.None)
                .ContinueWith(
                    _ => Tell(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Tell() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
