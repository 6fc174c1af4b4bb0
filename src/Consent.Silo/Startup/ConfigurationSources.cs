namespace Consent.Silo.Startup;

internal static class ConfigurationSources
{
    private const string EnvironmentPrefix = "CONSENT_";

    /// <summary>After appsettings.json: the environment (<c>CONSENT_Storage__ConnectionString</c>), then the command line.</summary>
    public static void AddConsentSources(this IConfigurationBuilder configuration, string[] args) =>
        configuration.AddEnvironmentVariables(EnvironmentPrefix).AddCommandLine(args);
}
