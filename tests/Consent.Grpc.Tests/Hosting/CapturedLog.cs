using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>What the service logs, for as long as a test listens.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    // Unhealthy until the first poll, which is no fault.
    private const string HealthChecks = "Microsoft.Extensions.Diagnostics.HealthChecks";

    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    /// <summary>Gets everything that an operator would have to look at.</summary>
    public IEnumerable<string> Errors => _entries.Where(entry => entry.Level >= LogLevel.Error).Select(entry => entry.Text);

    /// <summary>Gets everything.</summary>
    public IEnumerable<string> Entries => _entries.Select(entry => entry.Text);

    public void Intercept(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(this);

    /// <summary>Waits for an entry with this text, which is asked for before it can come.</summary>
    public Task AwaitAsync(string text) =>
        _awaited.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ILogger CreateLogger(string categoryName) =>
        new Logger(this, categoryName.StartsWith(HealthChecks, StringComparison.Ordinal) ? LogLevel.None : LogLevel.Information);

    public void Dispose()
    {
    }

    private void Add(LogLevel level, string text)
    {
        _entries.Enqueue((level, text));
        foreach (var (awaited, signal) in _awaited)
        {
            if (text.Contains(awaited, StringComparison.Ordinal))
            {
                signal.TrySetResult();
            }
        }
    }

    private sealed class Logger(CapturedLog log, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Add(logLevel, $"{formatter(state, exception)} {exception}");
            }
        }
    }
}
