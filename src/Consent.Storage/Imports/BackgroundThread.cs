using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Consent.Storage.Imports;

/// <summary>A thread for work that can wait: where processors are scarce, the system gives them to every other thread first.</summary>
internal sealed partial class BackgroundThread : IDisposable
{
    // Linux: the calling thread's own niceness, from 0 to 19. .NET's thread priorities do nothing there.
    private const int Process = 0;
    private const int Niceness = 15;

    private readonly BlockingCollection<Action> _work = [];

    public BackgroundThread(string name) => new Thread(Run) { IsBackground = true, Name = name, Priority = ThreadPriority.BelowNormal }.Start();

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(Process, who: 0, Niceness);
        }

        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _work.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
