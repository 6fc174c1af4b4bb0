using Consent.Grpc.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

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
                    options.Services.Map(service, check => service == StoppingHealth.Writes || IsAboutChecks(check.Name));
                }
            })
            .AddCheck<RosterHealthCheck>(RosterHealthCheck.Name)
            .AddCheck<WriteHealthCheck>(WriteHealthCheck.Name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WriteProbing>());
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
        endpoints.MapGrpcHealthChecksService().ServeAll();
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).ServeAll();
        var readyForWrites = endpoints.Probe(_ => true);
        var ready = endpoints.Probe(check => IsAboutChecks(check.Name));
        endpoints
            .Map("/readyz", context => context.Request.Query.ContainsKey("writes") ? readyForWrites(context) : ready(context))
            .ServeAll();
    }

    private static bool IsAboutChecks(string name) => name == RosterHealthCheck.Name;

    private static RequestDelegate Probe(this IEndpointRouteBuilder endpoints, Func<HealthCheckRegistration, bool> isAsked) =>
        endpoints.CreateApplicationBuilder()
            .UseMiddleware<HealthCheckMiddleware>(Options.Create(new HealthCheckOptions { Predicate = isAsked }))
            .Build();
}
