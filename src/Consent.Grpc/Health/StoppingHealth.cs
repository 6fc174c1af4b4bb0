using Consent.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Consent.Grpc.Health;

/// <summary>Says at once that the server stops: the health that is told is otherwise up to a second old.</summary>
internal sealed class StoppingHealth(HealthServiceImpl health, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>Asked by those that send writes: whether they reach the database.</summary>
    public const string Writes = "consent.v1.Writes";

    /// <summary>What health is asked for; the first is the server as a whole.</summary>
    public static readonly IReadOnlyList<string> Services =
    [
        "", ConsentAuthority.Descriptor.FullName, ConsentRegistry.Descriptor.FullName, ConsentLedger.Descriptor.FullName,
        ConsentReviews.Descriptor.FullName, ConsentAccess.Descriptor.FullName, Writes,
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() =>
        {
            foreach (var service in Services)
            {
                health.SetStatus(service, ServingStatus.NotServing);
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
