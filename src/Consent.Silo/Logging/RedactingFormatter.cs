using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Consent.Silo.Logging;

/// <summary>Writes log lines without phone numbers, also those of libraries, which put grain keys into their messages.</summary>
internal sealed partial class RedactingFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "consent";

    private const string Redacted = "[number]";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var exception = logEntry.Exception is null ? "" : Environment.NewLine + logEntry.Exception;
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", null));
        textWriter.Write($"{Level(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] ");
        textWriter.WriteLine(Redact(message + exception));
    }

    /// <summary>Replaces records' keys, and everything else that looks like a phone number.</summary>
    internal static string Redact(string text) => PhoneNumbers().Replace(RecordKeys().Replace(text, Redacted), Redacted);

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };

    [GeneratedRegex("(number|account):[^/\r\n]{1,64}/(\\+|%2B)[0-9]{7,15}", RegexOptions.IgnoreCase)]
    private static partial Regex RecordKeys();

    [GeneratedRegex("(\\+|%2B)[0-9]{7,15}", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneNumbers();
}
