using Consent.Roster.Replicas;

namespace Consent.Silo.Cluster;

/// <summary>
/// Exits when Orleans says so, as when the others have declared this server dead. First deletes its row, so that nobody waits for
/// it.
/// </summary>
internal sealed class FatalErrorExit(
    IServiceProvider services, IHostApplicationLifetime lifetime, IStartRefusal start, TimeProvider time, ILogger<FatalErrorExit> logger)
    : IFatalErrorHandler
{
    // This server may be cut off from the database too.
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        // The others declare a server dead that they cannot reach, or whose certificate they refuse, also while it is joining.
        var hasStarted = lifetime.ApplicationStarted.IsCancellationRequested;
        if (hasStarted)
        {
            Log.MustExit(logger, context, exception);
        }

        try
        {
            // Resolved only now: the roster needs Orleans, which needs this class.
            var replica = services.GetRequiredService<ILocalReplica>();
            Task.Run(() => replica.LeaveAsync(CancellationToken.None)).WaitAsync(LeaveTimeout, time).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            Log.LeaveUnfinished(logger, e);
        }

        // Writes what has been logged.
        services.GetService<ILoggerFactory>()?.Dispose();
        if (!hasStarted)
        {
            start.End(NotJoined.Reason(context ?? exception?.Message ?? ""));
        }

        Environment.FailFast(context, exception);
    }
}
