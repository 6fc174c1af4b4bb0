using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Texts;

internal static class TextsServices
{
    public static IServiceCollection AddTexts(this IServiceCollection services)
    {
        services.TryAddSingleton<TextWriter>();
        services.TryAddSingleton<RecordInboundHandler>();
        services.TryAddSingleton<ClassifyTextHandler>();
        return services;
    }
}
