using System.Data.Common;
using Consent.Core.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Startup;

/// <summary>Warns of secrets on the command line, which every user of the machine can read.</summary>
internal sealed class CommandLineSecrets(IConfiguration commandLine, ILogger<CommandLineSecrets> logger) : IHostedService
{
    // As Npgsql and Microsoft.Data.Sqlite name them.
    private static readonly string[] Passwords = ["Password", "PWD", "PSW", "SSL Password", "SslPassword"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = commandLine.AsEnumerable().Where(setting => IsSecret(setting.Value)).Select(setting => setting.Key);
        if (string.Join(", ", settings.Order(StringComparer.Ordinal)) is { Length: > 0 } named)
        {
            Log.SecretOnCommandLine(logger, named);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsSecret(string? value) =>
        value is not null && (ApiKeyText.LooksLike(value) || HasPassword(value));

    private static bool HasPassword(string value)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = value };
            return Passwords.Any(name => parts.TryGetValue(name, out var password) && password.ToString()!.Length > 0);
        }
        catch (ArgumentException)
        {
            // No connection string.
            return false;
        }
    }
}

internal static class CommandLineSecretsServices
{
    public static void AddCommandLineSecrets(this IServiceCollection services, IConfiguration commandLine) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CommandLineSecrets>(provider =>
            ActivatorUtilities.CreateInstance<CommandLineSecrets>(provider, commandLine)));
}
