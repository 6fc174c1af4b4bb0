using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

/// <summary>
/// The first step of a stop. The others follow in the reverse order of the services: Kestrel ends its connections once their calls are
/// done, the replica's row goes, the silo leaves.
/// </summary>
internal sealed class GracefulStop(IOptions<ShutdownOptions> options, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>All of it must be over by then.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Not ready since the signal; calls that are still sent here are answered.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(options.Value.Drain, time, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class GracefulStopExtensions
{
    public static void AddGracefulStop(this IServiceCollection services)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = GracefulStop.Limit);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GracefulStop>());
    }
}
