namespace Consent.Silo.Startup;

internal static class ConfigurationSources
{
    private const string EnvironmentPrefix = "CONSENT_";
    private const string FileName = "appsettings.json";

    /// <summary>
    /// Reads, after the appsettings.json that comes with the server, one in the working folder, then the environment
    /// (<c>CONSENT_Storage__ConnectionString</c>), then the command line.
    /// </summary>
    public static void AddConsentSources(this WebApplicationBuilder builder, string[] args)
    {
        var (check, commandLine) = builder.Configuration.AddConsentSources(args);
        builder.Services.AddSingleton<IOptionsCheck>(check);
        builder.Services.AddCommandLineSecrets(commandLine);
    }

    /// <summary>The same for a command, which starts no server.</summary>
    public static (IConfiguration All, IOptionsCheck Check) Read(string[] args)
    {
        var configuration = new ConfigurationManager();
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true);
        return (configuration, configuration.AddConsentSources(args).Check);
    }

    private static (ConfigurationCheck Check, IConfiguration CommandLine) AddConsentSources(
        this ConfigurationManager configuration, string[] args)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(FileName), optional: true).Build();
        var environment = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build();
        var commandLine = new ConfigurationBuilder().AddCommandLine(args).Build();
        configuration.AddConfiguration(file).AddConfiguration(environment).AddConfiguration(commandLine);

        var given = new ConfigurationBuilder().AddConfiguration(file).AddConfiguration(commandLine).Build();
        return (new ConfigurationCheck(configuration, given, environment, args), commandLine);
    }
}
