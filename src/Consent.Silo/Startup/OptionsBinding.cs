using Consent.Grpc.Notices;
using Consent.Roster.Freshness;
using Consent.Silo.Cluster;
using Consent.Silo.Listening;
using Consent.Storage.Database;
using Consent.Storage.Seals;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

internal static class OptionsBinding
{
    /// <summary>Binds each section of the configuration; a key that no section has is an error, since it is likely mistyped.</summary>
    public static void AddConsentOptions(this IServiceCollection services, IConfiguration configuration)
    {
        Bind<ListenOptions>(services, configuration, ListenOptions.Section);
        Bind<AuthenticationOptions>(services, configuration, AuthenticationOptions.Section);
        Bind<StorageOptions>(services, configuration, StorageOptions.Section);
        Bind<LedgerOptions>(services, configuration, LedgerOptions.Section);
        Bind<ClusterSettings>(services, configuration, ClusterSettings.Section);
        Bind<FreshnessOptions>(services, configuration, FreshnessOptions.Section);
        Bind<ShutdownOptions>(services, configuration, ShutdownOptions.Section);
        Bind<NoticeOptions>(services, configuration, NoticeOptions.Section);
        Bind<ReplyOptions>(services, configuration, ReplyOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ListenOptions>, ListenOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusterSettings>, ClusterSettingsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusterSettings>, ClusterAddressValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ShutdownOptions>, ShutdownOptionsValidator>());
    }

    private static void Bind<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        services.AddSingleton<IOptionsCheck>(provider =>
            new OptionsCheck<T>(configuration.GetSection(section), provider.GetServices<IValidateOptions<T>>()));
    }
}
