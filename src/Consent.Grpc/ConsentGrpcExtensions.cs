using Consent.Grains.Calls;
using Consent.Grpc.Checks;
using Consent.Grpc.Exports;
using Consent.Grpc.Health;
using Consent.Grpc.Imports;
using Consent.Grpc.Ledger;
using Consent.Grpc.Notices;
using Consent.Grpc.OpenApi;
using Consent.Grpc.Records;
using Consent.Grpc.Registry;
using Consent.Grpc.Status;
using Consent.Grpc.Texts;
using Consent.Grpc.Watching;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceDescriptor = Microsoft.Extensions.DependencyInjection.ServiceDescriptor;

namespace Consent.Grpc;

public static class ConsentGrpcExtensions
{
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Adds the contract's services, health and reflection.</summary>
    public static IServiceCollection AddConsentGrpc(this IServiceCollection services)
    {
        services.AddOptions<NoticeOptions>();
        services.AddOptions<ReplyOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NoticeOptions>, NoticeOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReplyOptions>, ReplyOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Notice>();
        services.TryAddSingleton<Refusals>();

        // Else one is made for each call.
        services.TryAddSingleton<RefusalInterceptor>();
        services.TryAddSingleton(provider =>
        {
            var lost = new LostCalls(provider.GetRequiredService<TimeProvider>());
            provider.GetRequiredService<ISiloStatusOracle>().SubscribeToSiloStatusEvents(lost);
            return lost;
        });
        services.TryAddSingleton<GrainCalls>();
        services.TryAddSingleton<RecordGrains>();
        services.TryAddSingleton<PendingReplies>();
        services.TryAddSingleton<SendChecks>();
        services.TryAddSingleton<BatchChecks>();
        services.TryAddSingleton<StreamChecks>();
        services.TryAddSingleton<SenderSelection>();
        services.TryAddSingleton<RecordWriter>();
        services.TryAddSingleton<RecordReader>();
        services.TryAddSingleton<InboundTexts>();
        services.TryAddSingleton<OptOuts>();
        services.TryAddSingleton<Reactivations>();
        services.TryAddSingleton<TextQueries>();
        services.TryAddSingleton<PresentStatuses>();
        services.TryAddSingleton<PastStatuses>();
        services.TryAddSingleton<StatusQueries>();
        services.TryAddSingleton<ConsentAuthorityService>();
        services.TryAddSingleton<RegistryWrites>();
        services.TryAddSingleton<Accounts>();
        services.TryAddSingleton<Senders>();
        services.TryAddSingleton<ConsentRegistryService>();
        services.TryAddSingleton<SealLists>();
        services.TryAddSingleton<Verifications>();
        services.TryAddSingleton<HistoryQueries>();
        services.TryAddSingleton<FeedSizes>();
        services.TryAddSingleton<LedgerFeed>();
        services.TryAddSingleton<LedgerWatch>();
        services.AddOptOutImports();
        services.TryAddSingleton<ConsentExports>();
        services.TryAddSingleton<ConsentLedgerService>();
        services
            .AddGrpc(options =>
            {
                options.MaxReceiveMessageSize = MessageLimits.MaxBytes;
                options.Interceptors.Add<RefusalInterceptor>();
            })
            .AddJsonTranscoding(options =>
            {
                // Without the details' types an error answers 500 with an empty body.
                options.TypeRegistry = TypeRegistry.FromFiles(ConsentAuthorityReflection.Descriptor, ErrorDetailsReflection.Descriptor);
                options.JsonSettings.WriteInt64sAsStrings = true;
            });
        services.AddGrpcReflection();
        AddHealth(services);
        return services;
    }

    /// <summary>Explains calls that cannot be read, and shows the page of the JSON methods. Before the endpoints.</summary>
    public static void UseConsentGrpc(this IApplicationBuilder app)
    {
        app.Use(UnreadableCalls.RefuseAsync);
        OpenApiEndpoints.UsePage(app);
    }

    public static void MapConsentGrpc(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<ConsentAuthorityService>();
        endpoints.MapGrpcService<ConsentRegistryService>();
        endpoints.MapGrpcService<ConsentLedgerService>();
        endpoints.MapGrpcHealthChecksService();
        endpoints.MapGrpcReflectionService();
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/readyz");
        OpenApiEndpoints.MapDocument(endpoints);
    }

    private static void AddHealth(IServiceCollection services)
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
            options.Period = HealthPeriod;
        });
    }
}
