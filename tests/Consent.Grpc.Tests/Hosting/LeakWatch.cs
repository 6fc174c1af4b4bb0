using System.Collections.Concurrent;
using System.Diagnostics;
using Consent.Silo.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>
/// Reads every line that a host logs, as the server would write it, and every trace, and remembers what has a number or a text that
/// a test sent.
/// </summary>
internal sealed class LeakWatch : ILoggerProvider, ISupportExternalScope
{
    // Those of the tests' own clients.
    private static readonly string[] Clients = ["System.Net", "Experimental.System.Net", "Grpc.Net.Client"];

    private const int Shown = 5;

    private readonly ConcurrentQueue<string> _leaks = new();
    private readonly ActivityListener _listener;
    private readonly Redaction _redaction;
    private readonly SentTexts _texts;
    private IExternalScopeProvider? _scopes;
    private long _lines;
    private long _traces;

    public LeakWatch(Redaction redaction, SentTexts texts, TraceRedaction traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        (_redaction, _texts) = (redaction, texts);
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => !Clients.Any(client => source.Name.StartsWith(client, StringComparison.Ordinal)),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ReadTrace,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Gets how many lines and traces were read.</summary>
    public (long Lines, long Traces) Seen => (Interlocked.Read(ref _lines), Interlocked.Read(ref _traces));

    /// <exception cref="InvalidOperationException">A line or a trace has what it must not have.</exception>
    public void ThrowIfAny()
    {
        if (!_leaks.IsEmpty)
        {
            throw new InvalidOperationException(
                $"{_leaks.Count} lines or traces have a number or a text:{Environment.NewLine}{string.Join(Environment.NewLine, _leaks.Take(Shown))}");
        }
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => _listener.Dispose();

    private void ReadTrace(Activity trace)
    {
        Interlocked.Increment(ref _traces);
        IEnumerable<string?> parts =
        [
            trace.DisplayName, trace.StatusDescription,
            .. trace.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. trace.Baggage.Select(item => $"{item.Key}={item.Value}"),
            .. trace.Events.SelectMany(@event => @event.Tags.Select(tag => $"{@event.Name} {tag.Key}={tag.Value}").Prepend(@event.Name)),
        ];
        Look($"{trace.Source.Name} {trace.OperationName}: {string.Join("; ", parts)}");
    }

    private void ReadLine(string line)
    {
        Interlocked.Increment(ref _lines);
        Look(line);
    }

    private void Look(string text)
    {
        if (Leaks.NumberIn(text) is not null || _texts.FindIn(text) is not null)
        {
            _leaks.Enqueue(text);
        }
    }

    private sealed class Logger(LeakWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => watch._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // One of its own: none counts as a repetition.
            var written = new RedactingFormatter(TimeProvider.System, new RepeatedEntries(TimeProvider.System), watch._redaction);
            using var line = new StringWriter();
            written.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), watch._scopes, line);
            watch.ReadLine(line.ToString());
        }
    }
}

internal static class LeakWatchServices
{
    public static void AddLeakWatch(this WebApplicationBuilder builder)
    {
        builder.Services.AddRedactions();
        builder.Services.AddSingleton<SentTexts>();
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<SentTexts>());
        builder.Services.AddSingleton<LeakWatch>();
        builder.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LeakWatch>());
        builder.Logging
            .AddFilter<LeakWatch>(null, LogLevel.Debug)
            .AddFilter<LeakWatch>("Orleans", LogLevel.Information)

            // Off in the server too; a test that moves the clock by a day would write a line for each second of it.
            .AddFilter<LeakWatch>("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
    }
}
