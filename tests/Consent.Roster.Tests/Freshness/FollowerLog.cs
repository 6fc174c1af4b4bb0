using Consent.Roster.Freshness;
using Microsoft.Extensions.Logging;

namespace Consent.Roster.Tests.Freshness;

/// <summary>What a follower logs.</summary>
internal sealed class FollowerLog : ILogger<RosterFollower>
{
    public List<(int Event, string Message)> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((eventId.Id, formatter(state, exception)));
}
