using Consent.Roster.Replicas;

namespace Consent.Silo.Cluster;

/// <summary>Ends this process when Orleans says that it must end, as when the others have declared it dead; but leaves no row for them to wait for.</summary>
internal sealed class DeathNotice(IServiceProvider services, TimeProvider time, ILogger<DeathNotice> logger) : IFatalErrorHandler
{
    // The database may be as far away as the others are.
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        Log.MustExit(logger, context, exception);
        try
        {
            // Asked for only now: the roster needs Orleans, which needs this.
            var replica = services.GetRequiredService<ILocalReplica>();
            Task.Run(() => replica.LeaveAsync(CancellationToken.None)).WaitAsync(LeaveTimeout, time).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            Log.LeaveUnfinished(logger, e);
        }

        // What has been logged is written first.
        services.GetService<ILoggerFactory>()?.Dispose();
        Environment.FailFast(context, exception);
    }
}
