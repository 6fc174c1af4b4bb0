namespace Consent.Grpc.Imports;

/// <summary>Tasks whose outcome nobody will ask for: a failure of one is not reported as overlooked.</summary>
internal static class Forgotten
{
    public static void Task(Task task) => _ = task.ContinueWith(
        static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
