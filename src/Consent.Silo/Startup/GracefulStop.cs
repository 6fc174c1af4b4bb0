using Consent.Silo.Cluster;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

/// <summary>
/// The first step of a stop. The others follow in the reverse order of the services: Kestrel drains its connections, the replica
/// leaves, the silo leaves.
/// </summary>
internal sealed class GracefulStop(IOptions<ShutdownOptions> options, TimeProvider time, ILogger<GracefulStop> logger)
    : IHostedLifecycleService
{
    /// <summary>The whole stop must be over by then.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    // Orleans goes on for a minute where the database is away. Nothing is left to lose: no call is under way, and others know from
    // the rows that stay that this server may still answer.
    private static readonly TimeSpan LastMoment = Limit + TimeSpan.FromSeconds(3);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The server has not been ready since the signal; calls that still arrive are answered.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _ = ExitAtTheLastMomentAsync();
        return Task.Delay(options.Value.Drain, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ExitAtTheLastMomentAsync()
    {
        await Task.Delay(LastMoment, time);
        Log.StopUnfinished(logger, LastMoment.TotalSeconds);
        Environment.Exit(1);
    }
}

internal static class GracefulStopServices
{
    public static void AddGracefulStop(this IServiceCollection services)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = GracefulStop.Limit);
        services.TryAddSingleton<IStartRefusal, StartRefusal>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GracefulStop>());
    }
}
