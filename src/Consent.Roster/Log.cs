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
        "Entries {From} to {Through} were followed and are missing: the ledger ends at {LastPosition} or has others in their place. "
        + "Was a backup restored? Watchers that have any of them are told (DATA_LOSS)")]
    public static partial void EntriesMissing(ILogger logger, long from, long through, long lastPosition);

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

    [LoggerMessage(2010, LogLevel.Warning,
        "This is not the ledger followed up to position {Position}; it ends at {LastPosition}. Checks are refused until it is loaded")]
    public static partial void AnotherLedger(ILogger logger, long position, long lastPosition);

    [LoggerMessage(2011, LogLevel.Warning,
        "The database is another one or has failed over; nothing that was followed, up to position {Position}, is missing")]
    public static partial void NothingMissing(ILogger logger, long position);

    [LoggerMessage(2012, LogLevel.Critical,
        "Entries {From} to {Through} were followed and are missing, and earlier ones may be: the ledger ends at {LastPosition} or has "
        + "others in their place. Was a backup restored? Watchers that have any of them are told (DATA_LOSS)")]
    public static partial void ManyEntriesMissing(ILogger logger, long from, long through, long lastPosition);

    [LoggerMessage(2013, LogLevel.Critical,
        "Entries followed up to position {Position} may be missing: the ledger, which ends at {LastPosition}, could not be compared")]
    public static partial void MissingUnknown(ILogger logger, Exception exception, long position, long lastPosition);
}
