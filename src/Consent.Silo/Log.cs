namespace Consent.Silo;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Sealed the ledger up to position {Position}: {Digest}")]
    public static partial void Sealed(ILogger logger, long position, string digest);

    [LoggerMessage(4002, LogLevel.Warning, "The ledger could not be sealed; it is tried again every second: {Cause}")]
    public static partial void SealingFailed(ILogger logger, string cause);

    [LoggerMessage(4003, LogLevel.Critical, "This server must end: {Context}")]
    public static partial void MustEnd(ILogger logger, string? context, Exception? exception);

    [LoggerMessage(4004, LogLevel.Warning, "This server's row could not be deleted before the end; writers may wait for it once")]
    public static partial void RowLeftBehind(ILogger logger, Exception exception);
}
