namespace Consent.Silo;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Sealed the ledger up to position {Position}: {Digest}")]
    public static partial void Sealed(ILogger logger, long position, string digest);

    [LoggerMessage(4002, LogLevel.Warning, "The ledger could not be sealed; it is tried again every second: {Cause}")]
    public static partial void SealingFailed(ILogger logger, string cause);
}
