using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

/// <summary>Measures how long work waits for a thread of the pool, by a thread of its own, which does not wait with it.</summary>
internal sealed class ThreadWaitProbe(
    OverloadState overload, IOptions<LimitOptions> options, TimeProvider time, ILogger<ThreadWaitProbe> logger)
    : IHostedService, IThreadPoolWorkItem, IDisposable
{
    private const long None = -1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly ManualResetEventSlim _stopping = new();
    private readonly long _start = time.GetTimestamp();
    private Thread? _thread;
    private long _queuedAt = None;
    private long _lastWait;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.ThreadWait > TimeSpan.Zero)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "overload probe", Priority = ThreadPriority.AboveNormal };
            _thread.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Set();
        return Task.CompletedTask;
    }

    /// <summary>A thread has come to the probe.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _lastWait, time.GetTimestamp() - Volatile.Read(ref _queuedAt));
        Volatile.Write(ref _queuedAt, None);
    }

    public void Dispose()
    {
        _stopping.Set();
        _thread?.Join();
        _stopping.Dispose();
    }

    private void Run()
    {
        while (!_stopping.Wait(Interval))
        {
            var now = time.GetTimestamp();
            var queuedAt = Volatile.Read(ref _queuedAt);

            // One that still waits has waited for so long at least.
            var wait = queuedAt == None ? Volatile.Read(ref _lastWait) : now - queuedAt;
            if (overload.Observe(
                time.GetElapsedTime(0, wait), ThreadPool.PendingWorkItemCount, time.GetElapsedTime(_start, now)))
            {
                Log.Overloaded(logger, time.GetElapsedTime(0, wait).TotalMilliseconds);
            }

            if (queuedAt == None)
            {
                Volatile.Write(ref _queuedAt, now);

                // Behind all that waits, where calls are queued too.
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }
}
