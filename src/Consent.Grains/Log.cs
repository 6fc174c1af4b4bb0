using Microsoft.Extensions.Logging;

namespace Consent.Grains;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "A record could not be read or written; its grain is deactivated and reads it again")]
    public static partial void ActivationDropped(ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Critical,
        "Writes fail: {Cause}. STOPs are refused (UNAVAILABLE) until the database takes writes again; checks go on")]
    public static partial void WritesFail(ILogger logger, string cause);

    [LoggerMessage(1003, LogLevel.Warning, "Writes succeed again after {Seconds} s, in which {Count} attempts at one failed")]
    public static partial void WritesSucceedAgain(ILogger logger, string seconds, long count);
}
