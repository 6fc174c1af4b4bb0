namespace Consent.Grains.Calls;

/// <summary>Tells who waits for a grain's answer that it may never come, as a server has been declared dead.</summary>
/// <remarks>
/// Orleans fails the calls that are under way to a server when that is declared dead, once. It misses a call that is addressed to that server in
/// the same moment, or right after by what was known of the grain before: such a call leaves over a connection that Orleans keeps open
/// for ten seconds more, and nobody answers it.
/// </remarks>
public sealed class LostCalls(TimeProvider time) : ISiloStatusListener
{
    /// <summary>So long after a server was declared dead no call goes to it any more.</summary>
    public static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1);

    private TaskCompletionSource _next = New();

    /// <summary>Gets what ends when a call that is made now and has not been answered by then may be lost.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
        {
            Task.Delay(Aftermath, time, CancellationToken.None)
                .ContinueWith(_ => Tell(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Tell() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
