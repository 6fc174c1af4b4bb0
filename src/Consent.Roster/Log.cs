using Microsoft.Extensions.Logging;

namespace Consent.Roster;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Registered as replica {ReplicaId}")]
    public static partial void Registered(ILogger logger, string replicaId);

    [LoggerMessage(2002, LogLevel.Information, "Loaded {Records} records as of ledger position {Position}")]
    public static partial void Loaded(ILogger logger, long records, long position);

    [LoggerMessage(2003, LogLevel.Warning, "A poll of the ledger failed; checks are refused once the roster is stale")]
    public static partial void PollFailed(ILogger logger, Exception exception);

    [LoggerMessage(2004, LogLevel.Critical,
        "This is not the ledger followed up to position {Position}; it ends at {LastPosition}. Was a backup restored? Loading again")]
    public static partial void LedgerWentBack(ILogger logger, long position, long lastPosition);

    [LoggerMessage(2005, LogLevel.Warning, "This replica was retired, or its row is gone; it registers again")]
    public static partial void RegistersAgain(ILogger logger);

    [LoggerMessage(2006, LogLevel.Warning, "{Count} replicas did not answer for one second and were retired")]
    public static partial void ReplicasRetired(ILogger logger, int count);

    [LoggerMessage(2007, LogLevel.Debug, "A replica did not answer a request to catch up")]
    public static partial void PeerDidNotAnswer(ILogger logger, Exception exception);

    [LoggerMessage(2008, LogLevel.Warning,
        "This server left but could not delete its replica's row; acknowledgements elsewhere wait until the row has expired")]
    public static partial void RowNotDeleted(ILogger logger, Exception exception);

    [LoggerMessage(2009, LogLevel.Warning,
        "Replicas that did not answer could not be marked retired; the next acknowledgements wait for them too")]
    public static partial void RetireFailed(ILogger logger, Exception exception);
}
