using Microsoft.Extensions.Logging;

namespace Consent.Storage;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information,
        "Waiting to bring the schema up to date: {Holder} is at it; {Seconds} s so far")]
    public static partial void WaitingForMigration(ILogger logger, string holder, long seconds);
}
