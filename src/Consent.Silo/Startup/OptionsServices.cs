using Consent.Grpc.Access;
using Consent.Grpc.Checks;
using Consent.Grpc.Limits;
using Consent.Grpc.Notices;
using Consent.Roster.Freshness;
using Consent.Silo.Access;
using Consent.Silo.Certificates;
using Consent.Silo.Cluster;
using Consent.Silo.Listening;
using Consent.Silo.Logging;
using Consent.Storage.Database;
using Consent.Storage.Seals;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

internal static class OptionsServices
{
    /// <summary>Binds each section of the configuration. An unknown key is an error, since it is likely mistyped.</summary>
    public static void AddConsentOptions(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<ListenOptions>(services, configuration, ListenOptions.Section);
        Bind<AuthenticationOptions>(services, configuration, AuthenticationOptions.Section);
        Bind<ApiKeyOptions>(services, configuration, ApiKeyOptions.Section);
        Bind<JwtOptions>(services, configuration, JwtOptions.Section);
        Bind<ClientCertificateOptions>(services, configuration, ClientCertificateOptions.Section);
        Bind<BrowserOptions>(services, configuration, BrowserOptions.Section);
        Bind<StorageOptions>(services, configuration, StorageOptions.Section);
        Bind<LedgerOptions>(services, configuration, LedgerOptions.Section);
        Bind<ConsentClusterOptions>(services, configuration, ConsentClusterOptions.Section);
        Bind<FreshnessOptions>(services, configuration, FreshnessOptions.Section);
        Bind<ShutdownOptions>(services, configuration, ShutdownOptions.Section);
        Bind<LimitOptions>(services, configuration, LimitOptions.Section);
        Bind<CheckOptions>(services, configuration, CheckOptions.Section);
        Bind<NoticeOptions>(services, configuration, NoticeOptions.Section);
        Bind<ReplyOptions>(services, configuration, ReplyOptions.Section);
        Bind<RedactionOptions>(services, configuration, RedactionOptions.Section);
        CheckKeys<CertificateOptions>(services, configuration, ListenTls.Section);
        CheckKeys<CertificateOptions>(services, configuration, ClusterIdentity.Section);
        Validate<ListenOptions, ListenOptionsValidator>(services);
        Validate<ListenOptions, ListenCertificateValidator>(services);
        Validate<AuthenticationOptions, AuthenticationOptionsValidator>(services);
        Validate<JwtOptions, JwtOptionsValidator>(services);
        Validate<ClientCertificateOptions, ClientCertificateOptionsValidator>(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<AccessOptions>, ConfigureAccess>());
        Validate<BrowserOptions, BrowserOptionsValidator>(services);
        Validate<ConsentClusterOptions, ConsentClusterOptionsValidator>(services);
        Validate<ConsentClusterOptions, ClusterAddressValidator>(services);
        Validate<ConsentClusterOptions, ClusterCertificateValidator>(services);
        Validate<RedactionOptions, RedactionOptionsValidator>(services);
        Validate<ShutdownOptions, ShutdownOptionsValidator>(services);
    }

    private static void Bind<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        services.AddSingleton<IOptionsCheck>(provider =>
            new OptionsCheck<T>(configuration.GetSection(section), provider.GetServices<IValidateOptions<T>>()));
    }

    // A section within another is bound with it, but its unknown keys would be ignored.
    private static void CheckKeys<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new() =>
        services.AddSingleton<IOptionsCheck>(new OptionsCheck<T>(configuration.GetSection(section), []));

    private static void Validate<T, TValidator>(IServiceCollection services)
        where T : class
        where TValidator : class, IValidateOptions<T> =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>, TValidator>());
}
