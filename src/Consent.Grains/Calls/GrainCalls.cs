using Consent.Grains.Records;
using Orleans.Runtime.Placement;
using Polly;
using Polly.Retry;

namespace Consent.Grains.Calls;

/// <summary>
/// Calls a grain, and retries failures that are likely to pass and calls that may have been lost. Calls must be idempotent.
/// The wait for an answer can be cut short; a write that has been started is finished.
/// </summary>
/// <remarks>
/// A grain that is on no server is placed on the calling server. So it is for a call that was queued on a server that then
/// dropped the grain and passes it on: a server that is cut off from the database would otherwise place it on itself again.
/// </remarks>
internal sealed class GrainCalls(TimeProvider time, ILocalSiloDetails here, LostCalls lost)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(500);

    // Until the caller's time is up: a dead server is known to be dead after some seconds.
    private readonly ResiliencePipeline _calls = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            UseJitter = true,
            ShouldHandle = failed => ValueTask.FromResult(IsWorthAnother(failed.Outcome.Exception, failed.AttemptNumber)),
            DelayGenerator = failed => ValueTask.FromResult<TimeSpan?>(failed.AttemptNumber == 0 ? TimeSpan.Zero : null),
        })
        .Build();

    /// <exception cref="RecordUnavailableException">The call failed; what became of it is unknown.</exception>
    /// <exception cref="TimeoutException">It was not answered in time; what became of it is unknown.</exception>
    public async Task<T> CallAsync<TGrain, T>(TGrain grain, Func<TGrain, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await RetryAsync(grain, call, cancellation);
        }
        catch (OrleansException e)
        {
            throw new RecordUnavailableException(e.Message, e);
        }
    }

    private async Task<T> RetryAsync<TGrain, T>(TGrain grain, Func<TGrain, Task<T>> call, CancellationToken cancellation) =>
        await _calls.ExecuteAsync(
            static async (work, token) =>
            {
                RequestContext.Set(IPlacementDirector.PlacementHintKey, work.Here);
                var lost = work.Lost.Next;
                var answer = work.Call(work.Grain);
                return await Task.WhenAny(answer, lost).WaitAsync(token) == lost
                    ? throw new TimeoutException("The call may have gone to a server that is dead.")
                    : await answer;
            },
            (Call: call, Grain: grain, Here: here.SiloAddress, Lost: lost),
            cancellation);

    // A database that is away is asked once more, in case only the connection was lost. Orleans has an exception of its own for
    // a record whose first read failed.
    private static bool IsWorthAnother(Exception? exception, int attempt) => exception switch
    {
        RecordUnavailableException { Failure: RecordFailure.Passing } => true,
        RecordUnavailableException { Failure: RecordFailure.Busy } => false,
        OrleansMessageRejectionException or TimeoutException => true,
        RecordUnavailableException or OrleansException => attempt == 0,
        _ => false,
    };
}
