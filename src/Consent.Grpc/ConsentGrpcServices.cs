using Consent.Grpc.Access;
using Consent.Grpc.Checks;
using Consent.Grpc.Exports;
using Consent.Grpc.Health;
using Consent.Grpc.Imports;
using Consent.Grpc.Ledger;
using Consent.Grpc.Limits;
using Consent.Grpc.Notices;
using Consent.Grpc.OpenApi;
using Consent.Grpc.Records;
using Consent.Grpc.Registry;
using Consent.Grpc.Reviews;
using Consent.Grpc.Status;
using Consent.Grpc.Texts;
using Consent.Grpc.Watching;
using Consent.Grpc.Wire;
using Consent.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Grpc;

public static class ConsentGrpcServices
{
    /// <summary>The header of a JSON answer that names what was ignored.</summary>
    public const string WarningHeader = JsonRequests.WarningHeader;

    /// <summary>The header that names a call, in a request and its answer.</summary>
    public const string RequestIdHeader = RequestId.Header;

    /// <summary>Adds the contract's services, health and reflection.</summary>
    public static IServiceCollection AddConsentGrpc(this IServiceCollection services)
    {
        services.AddWire().AddLimits().AddAccess().AddHealth();
        services.AddChecks().AddTexts().AddRecords().AddStatus().AddNotices();
        services.AddRegistry();
        services.AddReviews();
        services.AddLedger().AddWatching().AddExports().AddImports();
        services.TryAddSingleton<ConsentAuthorityService>();
        services.TryAddSingleton<ConsentRegistryService>();
        services.TryAddSingleton<ConsentLedgerService>();
        services.TryAddSingleton<ConsentReviewsService>();
        services.TryAddSingleton<ConsentAccessService>();
        return services;
    }

    /// <summary>Finds the calls that are answered from their bytes, and the endpoints of the others. Before all else.</summary>
    public static void UseDirectChecks(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<CheckOptions>>().Value.Direct)
        {
            app.Use(app.ApplicationServices.GetRequiredService<DirectChecks>().FindEndpointAsync);
        }

        app.UseRouting();
    }

    /// <summary>
    /// Refuses what is too much and callers who may not, names calls, explains those that cannot be read, and shows the page of the
    /// JSON methods. Before the endpoints.
    /// </summary>
    public static void UseConsentGrpc(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value.ThreadWait > TimeSpan.Zero)
        {
            app.UseMiddleware<OverloadMiddleware>();
        }

        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<AccessMiddleware>();
        app.Use(StalledMessages.TolerateAsync);
        if (app.ApplicationServices.GetRequiredService<Allowances>().HasAny)
        {
            app.UseMiddleware<RateLimitMiddleware>();
        }

        app.Use(UnreadableCalls.RefuseAsync);
        if (app.ApplicationServices.DescribesMethods())
        {
            app.UseOpenApiPage();
        }
    }

    public static void MapConsentGrpc(this IEndpointRouteBuilder endpoints)
    {
        ConsentAuthorityService.Demands.ApplyTo(endpoints.MapGrpcService<ConsentAuthorityService>());
        ConsentRegistryService.Demands.ApplyTo(endpoints.MapGrpcService<ConsentRegistryService>());
        ConsentLedgerService.Demands.ApplyTo(endpoints.MapGrpcService<ConsentLedgerService>());
        ConsentReviewsService.Demands.ApplyTo(endpoints.MapGrpcService<ConsentReviewsService>());
        ConsentAccessService.Demands.ApplyTo(endpoints.MapGrpcService<ConsentAccessService>());
        endpoints.MapHealth();
        if (!endpoints.ServiceProvider.DescribesMethods())
        {
            return;
        }

        endpoints.MapGrpcReflectionService().ServeAsDocumentation();
        endpoints.MapOpenApi(
            (ConsentAuthority.Descriptor, typeof(ConsentAuthorityService)),
            (ConsentRegistry.Descriptor, typeof(ConsentRegistryService)),
            (ConsentLedger.Descriptor, typeof(ConsentLedgerService)),
            (ConsentReviews.Descriptor, typeof(ConsentReviewsService)),
            (ConsentAccess.Descriptor, typeof(ConsentAccessService)));
    }

    private static bool DescribesMethods(this IServiceProvider services) =>
        services.GetRequiredService<IOptions<AccessOptions>>().Value.Documentation != DocumentationAccess.Off;
}
