namespace Consent.Silo.Startup;

internal static class ConfigurationSources
{
    private const string EnvironmentPrefix = "CONSENT_";

    /// <summary>
    /// Reads, after the appsettings.json that comes with the server, one in the working folder, then the environment
    /// (<c>CONSENT_Storage__ConnectionString</c>), then the command line.
    /// </summary>
    public static void AddConsentSources(this WebApplicationBuilder builder, string[] args)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true).Build();
        var environment = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build();
        var commandLine = new ConfigurationBuilder().AddCommandLine(args).Build();
        builder.Configuration.AddConfiguration(file).AddConfiguration(environment).AddConfiguration(commandLine);

        var given = new ConfigurationBuilder().AddConfiguration(file).AddConfiguration(commandLine).Build();
        builder.Services.AddSingleton<IOptionsCheck>(new ConfigurationCheck(builder.Configuration, given, environment, args));
        builder.Services.AddCommandLineSecrets(commandLine);
    }
}
