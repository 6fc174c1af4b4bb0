namespace Consent.Roster.Replicas;

/// <summary>Limits how long a server that answers checks waits for the database.</summary>
internal static class DatabaseTimeout
{
    /// <summary>After this long a call is abandoned, and its reply, if one still comes, dropped.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static Task WithinAsync(Func<CancellationToken, Task> work, TimeProvider time, CancellationToken stopping) =>
        WithinAsync(
            async cancellation =>
            {
                await work(cancellation);
                return true;
            },
            time,
            stopping);

    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public static async Task<T> WithinAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeProvider time, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            return await work(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new TimeoutException("The database did not answer in time.");
        }
    }
}
