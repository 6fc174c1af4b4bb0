using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Certificates;

internal static class CertificateServices
{
    /// <summary>Follows a certificate's files once it has been started.</summary>
    public static void AddCertificate<T>(this IServiceCollection services, Func<IServiceProvider, CertificateSource<T>> source)
        where T : class
    {
        services.TryAddSingleton(provider => new CertificateRenewal<T>(
            source(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<CertificateRenewal<T>>());
    }
}
