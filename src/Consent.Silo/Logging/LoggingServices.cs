using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Logging;

internal static class LoggingServices
{
    /// <summary>Logs to the console, one redacted line an entry; libraries log from level warning on.</summary>
    public static void AddConsentLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.TryAddSingleton<RepeatedEntries>();
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RepeatedEntriesReport>());
        logging.AddConsole(console => console.FormatterName = RedactingFormatter.FormatterName);
        logging.AddConsoleFormatter<RedactingFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
    }
}
