using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Logging;

internal static class LoggingServices
{
    /// <summary>Logs to the console, one redacted line per entry; libraries log from level warning on.</summary>
    public static void AddConsentLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsole(console => console.FormatterName = RedactingFormatter.FormatterName);
        logging.AddConsoleFormatter<RedactingFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
    }
}
