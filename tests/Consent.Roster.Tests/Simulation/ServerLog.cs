using Microsoft.Extensions.Logging;

namespace Consent.Roster.Tests.Simulation;

/// <summary>Alarms are part of what is checked.</summary>
internal sealed class ServerLog<T>(SimulatedServer server) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        server.Logged(eventId.Id);
}
