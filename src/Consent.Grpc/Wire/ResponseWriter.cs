using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>Writes a stream's answers. Where the connection is gone, the call ends as CANCELLED.</summary>
internal sealed class ResponseWriter<T>(IServerStreamWriter<T> responses, TimeProvider time)
{
    private static readonly WriteOptions Now = new();
    private static readonly WriteOptions WithTheNext = new(WriteFlags.BufferHint);

    private readonly bool _takesOptions = TakesOptions(responses);

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">What is sent.</param>
    /// <param name="isLast">Whether no other follows at once, so that nothing may be left waiting for one.</param>
    /// <param name="cancellation">Ends the call together with the write.</param>
    /// <exception cref="RpcException">CANCELLED: the connection is gone.</exception>
    public async ValueTask WriteAsync(T answer, bool isLast, CancellationToken cancellation)
    {
        Choose(isLast);
        try
        {
            await responses.WriteAsync(answer, cancellation);
        }
        catch (Exception e) when (Connection.IsGone(e))
        {
            throw ConsentErrors.Cancelled();
        }
    }

    /// <summary>Writes an answer to a caller that must read it in time.</summary>
    /// <param name="answer">What is sent.</param>
    /// <param name="isLast">Whether no other follows at once, so that nothing may be left waiting for one.</param>
    /// <param name="limit">For how long the caller may leave it unread.</param>
    /// <param name="cancellation">Ends the wait for the caller.</param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the caller is too slow. CANCELLED: the connection is gone.</exception>
    public async ValueTask WriteAsync(T answer, bool isLast, TimeSpan limit, CancellationToken cancellation)
    {
        Choose(isLast);
        Task write;
        try
        {
            // Without the token, which JSON's writer does not take, and which would end the call without a word.
            write = responses.WriteAsync(answer, CancellationToken.None);
        }
        catch (Exception e) when (Connection.IsGone(e))
        {
            throw ConsentErrors.Cancelled();
        }

        await write.InTimeAsync(limit, time, cancellation);
    }

    // JSON's writer has none to set, and sends each message at once.
    private static bool TakesOptions(IServerStreamWriter<T> responses)
    {
        try
        {
            responses.WriteOptions = Now;
            return true;
        }
        catch (NotImplementedException)
        {
            return false;
        }
    }

    private void Choose(bool isLast)
    {
        if (_takesOptions)
        {
            responses.WriteOptions = isLast ? Now : WithTheNext;
        }
    }
}

internal static class Connection
{
    /// <summary>Whether a read or a write failed because the connection is gone; the call's token may not say so yet.</summary>
    public static bool IsGone(Exception failure) => failure is IOException or InvalidOperationException;

    /// <summary>Waits for a write to a caller that must read it in time.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the caller is too slow. CANCELLED: the connection is gone.</exception>
    public static async Task InTimeAsync(this Task write, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await (write.IsCompleted ? write : write.WaitAsync(limit, time, cancellation));
        }
        catch (TimeoutException) when (!write.IsCompleted)
        {
            write.Forget();
            throw ConsentErrors.ReaderTooSlow(limit);
        }
        catch (OperationCanceledException) when (!write.IsCompleted)
        {
            write.Forget();
            throw;
        }
        catch (Exception e) when (IsGone(e))
        {
            throw ConsentErrors.Cancelled();
        }
    }

    /// <summary>Nobody will wait for the task: its failure is not reported as overlooked.</summary>
    public static void Forget(this Task task) => _ = task.ContinueWith(
        static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
