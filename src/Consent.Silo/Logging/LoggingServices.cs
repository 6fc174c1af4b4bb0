using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

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
        logging.Services.AddRedactions();
        logging.AddConsole(console => console.FormatterName = RedactingFormatter.FormatterName);
        logging.AddConsoleFormatter<RedactingFormatter, ConsoleFormatterOptions>();
    }

    /// <summary>Adds what keeps numbers and secrets out of logs and traces.</summary>
    public static void AddRedactions(this IServiceCollection services)
    {
        services.TryAddSingleton<DigestKey>();
        services.TryAddSingleton<NumberDigest>();
        services.TryAddSingleton<Redaction>();
        services.TryAddSingleton<TraceRedaction>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DigestKeyReport>());
        services.AddRedaction(redaction => redaction.SetHmacRedactor(_ => { }, NumberDigest.Numbers));
        services.AddOptions<HmacRedactorOptions>().Configure<DigestKey>((hmac, key) => hmac.Key = key.Text);
    }

    /// <summary>Before anything is started that exports traces.</summary>
    public static void RedactTraces(this IServiceProvider services) => services.GetRequiredService<TraceRedaction>();
}
