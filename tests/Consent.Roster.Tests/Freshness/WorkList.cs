using System.Collections.Concurrent;

namespace Consent.Roster.Tests.Freshness;

/// <summary>Does all there is to do on one thread, so that no time passes, fake or real, before it is done.</summary>
internal sealed class WorkList : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _work = new();

    /// <summary>Runs it to its end; each time nothing is left to do, it does what lets it go on.</summary>
    public static void Run(Func<Task> work, Action whenIdle)
    {
        var outer = Current;
        var list = new WorkList();
        SetSynchronizationContext(list);
        try
        {
            var running = work();
            while (!running.IsCompleted)
            {
                if (list._work.TryDequeue(out var next))
                {
                    next.Callback(next.State);
                }
                else
                {
                    whenIdle();
                }
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _work.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;
}
