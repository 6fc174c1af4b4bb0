using Microsoft.Extensions.Logging;

namespace Consent.Grpc;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "{Method} failed")]
    public static partial void CallFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(3002, LogLevel.Warning, "A record could not be read or written; the caller may retry: {Cause}")]
    public static partial void StorageUnavailable(ILogger logger, string cause);

    [LoggerMessage(3011, LogLevel.Warning, "When API keys were last used could not be written; it is tried again every minute: {Cause}")]
    public static partial void ApiKeyUsesNotWritten(ILogger logger, string cause);

    [LoggerMessage(
        3021,
        LogLevel.Critical,
        "The ledger does not agree with its seals after position {FromPosition}, up to {ThroughPosition}: {Reason}")]
    public static partial void LedgerFault(ILogger logger, long fromPosition, long throughPosition, string reason);

    [LoggerMessage(3023, LogLevel.Warning,
        "More is asked than this server can answer: a call waits {Milliseconds} ms for a thread. Checks and reads are refused "
            + "(RESOURCE_EXHAUSTED, OVERLOADED) until it waits for less than Limits:ThreadWait")]
    public static partial void Overloaded(ILogger logger, double milliseconds);

    [LoggerMessage(3022, LogLevel.Warning,
        "A watcher of the ledger was told (DATA_LOSS) that entry {Position}, up to which it had read, is missing")]
    public static partial void WatcherTold(ILogger logger, long position);
}
