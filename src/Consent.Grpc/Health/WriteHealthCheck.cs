using Consent.Grains.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Consent.Grpc.Health;

/// <summary>Healthy while writes reach the database. Checks are answered also while they do not.</summary>
internal sealed class WriteHealthCheck(WriteHealth health) : IHealthCheck
{
    public const string Name = "writes";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(health.IsFailing ? HealthCheckResult.Unhealthy("Writes fail.") : HealthCheckResult.Healthy());
}
