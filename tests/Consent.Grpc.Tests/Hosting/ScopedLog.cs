using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>What the service logs, with the scopes in which it does.</summary>
internal sealed class ScopedLog(LogLevel least = LogLevel.Warning) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<(string Category, string Text, IReadOnlyList<object?> Scopes)> _entries = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<(string Category, string Text, IReadOnlyList<object?> Scopes)> Entries => _entries;

    public void Intercept(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(this);
        services.Configure<LoggerFilterOptions>(filter => filter.MinLevel = least);

        // As appsettings.json of the server has it.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None));
    }

    /// <summary>The ids of requests in an entry's scopes, the outermost first.</summary>
    public static IEnumerable<string> RequestIds(IEnumerable<object?> scopes) => scopes
        .OfType<IReadOnlyList<KeyValuePair<string, object?>>>().SelectMany(scope => scope)
        .Where(item => item.Key == "RequestId").Select(item => item.Value!.ToString()!);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ScopedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<object?>();
            log._scopes.ForEachScope(static (scope, list) => list.Add(scope), scopes);
            log._entries.Enqueue((category, formatter(state, exception), scopes));
        }
    }
}
