using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Consent.Silo.Logging;

/// <summary>
/// Writes each entry as one line, without numbers or secrets, and with the id of the request that it is about.
/// A warning or an error that comes again and again is written once; <see cref="RepeatedEntriesReport"/> tells how often it came.
/// </summary>
internal sealed partial class RedactingFormatter(TimeProvider time, RepeatedEntries repeated, Redaction redaction)
    : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "consent";

    // As ASP.NET Core names it.
    private const string RequestId = "RequestId";

    private static readonly string Report = typeof(RepeatedEntriesReport).FullName!;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (!IsRepeated(logEntry))
        {
            var message = logEntry.Formatter(logEntry.State, logEntry.Exception) + KnownFailure.Text(logEntry.Exception);
            if (RequestIdOf(scopeProvider) is { } id)
            {
                message += $" (request {id})";
            }

            textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", null));
            textWriter.Write($"{Level(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] ");
            textWriter.WriteLine(Escape(redaction.Redact(message)));
        }
    }

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

    // The innermost scope is the last.
    private static string? RequestIdOf(IExternalScopeProvider? scopes)
    {
        string?[] found = [null];
        scopes?.ForEachScope(static (scope, found) => found[0] = Find(scope) ?? found[0], found);
        return found[0];
    }

    private static string? Find(object? scope) => (scope as IReadOnlyList<KeyValuePair<string, object?>>)?
        .FirstOrDefault(item => item.Key == RequestId).Value?.ToString();

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
}
