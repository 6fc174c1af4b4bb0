using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Health;

internal static class HealthServices
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services
            .AddGrpcHealthChecks(options =>
            {
                // Otherwise each probe runs the checks.
                options.UseHealthChecksCache = true;
                foreach (var service in StoppingHealth.Services)
                {
                    options.Services.Map(service, _ => true);
                }
            })
            .AddCheck<RosterHealthCheck>(RosterHealthCheck.Name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoppingHealth>());
        services.Configure<HealthCheckPublisherOptions>(options =>
        {
            options.Delay = TimeSpan.Zero;
            options.Period = Period;
        });
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcHealthChecksService();
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/readyz");
    }
}
