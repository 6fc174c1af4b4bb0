using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Logging;

internal static class ConsentLogging
{
    /// <summary>One line an entry on the console, redacted; libraries speak from Warning on.</summary>
    public static void AddConsentLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsole(console => console.FormatterName = RedactingFormatter.FormatterName);
        logging.AddConsoleFormatter<RedactingFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
    }
}
