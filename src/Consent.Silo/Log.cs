namespace Consent.Silo;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Sealed the ledger up to position {Position}: {Digest}")]
    public static partial void Sealed(ILogger logger, long position, string digest);

    [LoggerMessage(4002, LogLevel.Warning, "The ledger could not be sealed; trying again every second: {Cause}")]
    public static partial void SealingFailed(ILogger logger, string cause);

    [LoggerMessage(4003, LogLevel.Critical, "This server must exit: {Context}")]
    public static partial void MustExit(ILogger logger, string? context, Exception? exception);

    [LoggerMessage(4004, LogLevel.Warning,
        "This server exits before it could delete its replica's row; acknowledgements elsewhere wait until the row has expired")]
    public static partial void LeaveUnfinished(ILogger logger, Exception exception);

    [LoggerMessage(4005, LogLevel.Warning,
        "{Category}[{Event}] came {Count} times in {Seconds} s and was written once; it last came {Quiet} s ago")]
    public static partial void EntryRepeated(
        ILogger logger, string category, int @event, int count, double seconds, double quiet);

    [LoggerMessage(4006, LogLevel.Warning,
        "This server could not stop in order within {Seconds} s, and exits; acknowledgements elsewhere wait until its row has expired")]
    public static partial void StopUnfinished(ILogger logger, double seconds);

    [LoggerMessage(4007, LogLevel.Information,
        "In this log digests stand for numbers, with a key that this start made: set Redaction:Key to compare them with other logs")]
    public static partial void DigestsOfThisStart(ILogger logger);

    [LoggerMessage(4008, LogLevel.Warning,
        "The command line, which every user of this machine can read, gives a secret: {Settings}. Give it in the environment or a file")]
    public static partial void SecretOnCommandLine(ILogger logger, string settings);

    [LoggerMessage(4009, LogLevel.Warning, "This server seals the ledger no longer: {Cause}")]
    public static partial void SealingRefused(ILogger logger, string cause);

    [LoggerMessage(4010, LogLevel.Information,
        "The server at {Address} is of the build before, which takes no entries from other servers: it is asked to poll")]
    public static partial void PeerOfFormerBuild(ILogger logger, string address);

    [LoggerMessage(4020, LogLevel.Information, "{Key}: certificate {Serial} is in use; it expires on {ExpiresAt:u}")]
    public static partial void CertificateInUse(ILogger logger, string key, string serial, DateTime expiresAt);

    [LoggerMessage(4021, LogLevel.Warning, "{Key}: certificate {Serial} stays in use, since the changed files cannot be used: {Reason}")]
    public static partial void CertificateNotTaken(ILogger logger, string key, string serial, string reason);

    [LoggerMessage(4022, LogLevel.Warning, "{Key}: certificate {Serial} expires on {ExpiresAt:u}, in {Days} days: renew it")]
    public static partial void CertificateExpiresSoon(ILogger logger, string key, string serial, DateTime expiresAt, int days);

    [LoggerMessage(4023, LogLevel.Critical, "{Key}: certificate {Serial} expired on {ExpiresAt:u}, so new connections fail: renew it")]
    public static partial void CertificateExpired(ILogger logger, string key, string serial, DateTime expiresAt);

    [LoggerMessage(4024, LogLevel.Warning, "A connection between servers was refused: certificate {Serial} not accepted: {Reason}")]
    public static partial void PeerRefused(ILogger logger, string serial, string reason);

    [LoggerMessage(4030, LogLevel.Information, "Tokens are checked with new keys: {Count}")]
    public static partial void KeysChanged(ILogger logger, int count);

    [LoggerMessage(4031, LogLevel.Warning, "The keys that tokens are checked with cannot be read: {Cause}")]
    public static partial void KeysUnreadable(ILogger logger, string cause);
}
