using Consent.V1;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Wire;

internal static class WireServices
{
    /// <summary>Adds gRPC with JSON and reflection, and what refuses.</summary>
    public static IServiceCollection AddWire(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Refusals>();

        // Otherwise one is made for each call.
        services.TryAddSingleton<RefusalInterceptor>();
        services
            .AddGrpc(options =>
            {
                options.MaxReceiveMessageSize = MessageLimits.MaxBytes;
                options.Interceptors.Add<RefusalInterceptor>();
            })
            .AddJsonTranscoding(options =>
            {
                // Without the details' types an error answers 500 with an empty body.
                options.TypeRegistry = TypeRegistry.FromFiles(
                    ConsentAuthorityReflection.Descriptor, ErrorDetailsReflection.Descriptor);
                options.JsonSettings.WriteInt64sAsStrings = true;
            });
        services.AddGrpcReflection();
        return services;
    }
}
