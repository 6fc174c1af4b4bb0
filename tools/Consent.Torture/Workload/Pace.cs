namespace Consent.Torture.Workload;

internal static class Pace
{
    /// <summary>Does it each time, one after the other, until the end; a turn that was missed is not made up for.</summary>
    public static async Task EachAsync(TimeSpan time, Func<Task> act, CancellationToken end)
    {
        using var timer = new PeriodicTimer(time);
        while (!end.IsCancellationRequested)
        {
            await act();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}

/// <summary>Lets so many calls be under way at once.</summary>
internal sealed class Room(int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private Exception? _failure;

    /// <summary>Begins a call, if there is room for it. Fails once one has failed.</summary>
    public Task TryBeginAsync(Func<Task> call)
    {
        if (_free.Wait(0, CancellationToken.None))
        {
            _ = RunAsync(call);
        }

        return _failure is null ? Task.CompletedTask : Task.FromException(_failure);
    }

    public async Task EmptyAsync()
    {
        for (var ended = 0; ended < size; ended++)
        {
            await _free.WaitAsync();
        }

        if (_failure is not null)
        {
            throw _failure;
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task RunAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e)
        {
            _failure ??= e;
        }
        finally
        {
            _free.Release();
        }
    }
}
