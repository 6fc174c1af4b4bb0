using Consent.Grpc.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Access;

internal static class CredentialServices
{
    /// <summary>Adds what reads tokens and client certificates, each where it is configured.</summary>
    public static void AddCredentials(this IServiceCollection services, IConfiguration configuration)
    {
        var jwt = configuration.GetSection(JwtOptions.Section);
        if (jwt.Has(nameof(JwtOptions.PublicKey)))
        {
            services.TryAddSingleton<IKeySource, PublicKeyFile>();
            services.AddTokens();
        }
        else if (jwt.Has(nameof(JwtOptions.Authority)))
        {
            services.TryAddSingleton<IKeySource, AuthorityKeys>();
            services.AddTokens();
        }

        if (configuration.GetSection(ClientCertificateOptions.Section).Has(nameof(ClientCertificateOptions.Authority)))
        {
            services.TryAddSingleton<ICertificateReader, ClientCertificateReader>();
        }
    }

    private static bool Has(this IConfigurationSection section, string key) => !string.IsNullOrEmpty(section[key]);

    private static void AddTokens(this IServiceCollection services)
    {
        services.TryAddSingleton<SigningKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<SigningKeys>());
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<ITokenReader, JwtReader>();
    }
}
