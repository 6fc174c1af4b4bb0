using Consent.Roster.Freshness;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Health;

/// <summary>Ready while checks are answered: the roster is fresh and the server is not stopping.</summary>
internal sealed class RosterHealthCheck(FreshnessGate gate, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public const string Name = "roster";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The server is stopping.")
            : gate.IsFresh ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The roster is not known to be current."));
}
