using Microsoft.Extensions.Logging;

namespace Consent.Grains.Records;

/// <summary>A writer with its state in memory: memory changes after the commit, never before.</summary>
/// <remarks>After a failure nobody knows what the database holds, so the activation answers nothing more, nor do calls in its queue.</remarks>
internal abstract class StateGrain(ILogger logger) : Grain
{
    private bool _dropped;

    protected void RefuseIfDropped()
    {
        if (_dropped)
        {
            throw new RecordUnavailableException("The state is being read again.", RecordFailure.Passing);
        }
    }

    protected async Task OrDropAsync(Func<Task> work) => await OrDropAsync(async () =>
    {
        await work();
        return true;
    });

    protected async Task<T> OrDropAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not RecordUnavailableException)
        {
            _dropped = true;
            DeactivateOnIdle();
            Log.ActivationDropped(logger, e);
            throw RecordUnavailableException.Because(e);
        }
    }
}
