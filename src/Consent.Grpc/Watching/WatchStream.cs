using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Watching;

/// <summary>What a watcher is sent, for as long as it reads.</summary>
internal sealed class WatchStream(IServerStreamWriter<WatchLedgerResponse> responses, TimeProvider time)
{
    /// <summary>For how long a watcher may leave what it is sent unread.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly WriteOptions Now = new();
    private static readonly WriteOptions WithTheNext = new(WriteFlags.BufferHint);

    private readonly bool _takesOptions = TakesOptions(responses);

    /// <param name="message">What is sent.</param>
    /// <param name="isLast">Whether no other follows at once, so that nothing may be left waiting for one.</param>
    /// <param name="cancellation">Ends the wait for the reader.</param>
    public async ValueTask SendAsync(WatchLedgerResponse message, bool isLast, CancellationToken cancellation)
    {
        if (_takesOptions)
        {
            responses.WriteOptions = isLast ? Now : WithTheNext;
        }

        Task? write = null;
        try
        {
            // Without the token, which JSON's writer does not take.
            write = responses.WriteAsync(message, CancellationToken.None);
            await (write.IsCompleted ? write : write.WaitAsync(Patience, time, cancellation));
        }
        catch (TimeoutException) when (write is { IsCompleted: false })
        {
            Forget(write);
            throw ConsentErrors.ReaderTooSlow(Patience);
        }
        catch (OperationCanceledException) when (write is { IsCompleted: false })
        {
            Forget(write);
            throw;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The connection may be gone before the call's token says so.
            throw ConsentErrors.Cancelled();
        }
    }

    // JSON's writer has none to set, and sends each message at once.
    private static bool TakesOptions(IServerStreamWriter<WatchLedgerResponse> responses)
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

    // Nobody will wait for it.
    private static void Forget(Task write) => _ = write.ContinueWith(
        static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
