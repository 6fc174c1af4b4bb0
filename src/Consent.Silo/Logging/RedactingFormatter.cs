using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Consent.Silo.Logging;

/// <summary>
/// Writes each entry as one line, without phone numbers, also those of libraries, which put grain keys into their messages.
/// A warning or an error that comes again and again is written once; <see cref="RepeatedEntriesReport"/> tells how often it came.
/// </summary>
internal sealed partial class RedactingFormatter(TimeProvider time, RepeatedEntries repeated) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "consent";

    private const string Redacted = "[number]";

    private static readonly string Report = typeof(RepeatedEntriesReport).FullName!;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (!IsRepeated(logEntry))
        {
            var message = Redact(logEntry.Formatter(logEntry.State, logEntry.Exception) + KnownFailure.Text(logEntry.Exception));
            textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", null));
            textWriter.Write($"{Level(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] ");
            textWriter.WriteLine(Escape(message));
        }
    }

    /// <summary>Replaces the keys of records and senders, and everything else that looks like a phone number.</summary>
    internal static string Redact(string text) =>
        PhoneNumbers().Replace(SenderKeys().Replace(RecordKeys().Replace(text, Redacted), Redacted), Redacted);

    /// <summary>Leaves no character in it that ends a line or moves a terminal's cursor.</summary>
    internal static string Escape(string text) =>
        Controls().Replace(text, found => found.ValueSpan is "\r\n" or "\n" ? "\\n" : $"\\u{(int)found.ValueSpan[0]:x4}");

    // Of a critical event each is written: it may be about another thing than the one before.
    private bool IsRepeated<TState>(in LogEntry<TState> entry)
    {
        if (entry.LogLevel is not (LogLevel.Warning or LogLevel.Error) || entry.Category == Report)
        {
            return false;
        }

        // A bug must not hide behind another one.
        var fault = entry.Exception is null || KnownFailure.Has(entry.Exception)
            ? null
            : $"{entry.Formatter(entry.State, entry.Exception)} {entry.Exception.StackTrace?.Split('\n', 2)[0]}";
        return !repeated.IsFirst(new EntryKind(entry.Category, entry.EventId.Id, entry.Exception?.GetType(), fault));
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "critical",
    };

    [GeneratedRegex(@"\r\n|[\p{Cc}\u2028\u2029]")]
    private static partial Regex Controls();

    [GeneratedRegex("(number|account):[^/\r\n]{1,64}/(\\+|%2B)[0-9]{7,15}", RegexOptions.IgnoreCase)]
    private static partial Regex RecordKeys();

    // A sender ID has spaces, so its end cannot be told from the words after it: as many characters as it may have.
    [GeneratedRegex(
        @"(number|sender):((\+|%2B)?[0-9]{3,15}(?![\w&'+-]|\.\w)|(?! )([A-Z0-9 _&.+'-]|%[0-9A-F]{2}){1,11})", RegexOptions.IgnoreCase)]
    private static partial Regex SenderKeys();

    [GeneratedRegex("(\\+|%2B)[0-9]{7,15}", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneNumbers();
}
