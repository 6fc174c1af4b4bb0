using Microsoft.Extensions.Logging;

namespace Consent.Grains;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "A record could not be read or written; its grain is deactivated and reads it again")]
    public static partial void ActivationDropped(ILogger logger, Exception exception);
}
