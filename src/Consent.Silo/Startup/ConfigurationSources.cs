namespace Consent.Silo.Startup;

internal static class ConfigurationSources
{
    private const string EnvironmentPrefix = "CONSENT_";

    /// <summary>
    /// After the appsettings.json that comes with the server: one in the working folder, the environment
    /// (<c>CONSENT_Storage__ConnectionString</c>), then the command line.
    /// </summary>
    public static void AddConsentSources(this IConfigurationBuilder configuration, string[] args) => configuration
        .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
        .AddEnvironmentVariables(EnvironmentPrefix)
        .AddCommandLine(args);
}
