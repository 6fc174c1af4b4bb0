using Microsoft.Extensions.Logging;

namespace Consent.Silo.Tests.Certificates;

/// <summary>What was logged: events and texts.</summary>
internal sealed class LoggedEvents : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(int Id, string Text)> _events = [];
    private readonly List<(int Id, TaskCompletionSource Logged)> _waiting = [];

    public IReadOnlyList<(int Id, string Text)> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public IEnumerable<int> Ids => Events.Select(logged => logged.Id);

    /// <summary>The events since the last time.</summary>
    public IReadOnlyList<int> TakeIds()
    {
        lock (_lock)
        {
            var ids = Ids.ToList();
            _events.Clear();
            return ids;
        }
    }

    /// <summary>When such an event is logged from now on.</summary>
    public Task NextAsync(int id)
    {
        var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((id, logged));
        }

        return logged.Task;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _events.Add((eventId.Id, formatter(state, exception)));
            _waiting.Where(waiter => waiter.Id == eventId.Id).ToList().ForEach(waiter => waiter.Logged.TrySetResult());
        }
    }

    public void Dispose()
    {
    }
}
