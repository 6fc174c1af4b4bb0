using Consent.Core.Numbers;
using Consent.Core.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Storage;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information,
        "Waiting to bring the schema up to date: {Holder} is at it; {Seconds} s so far")]
    public static partial void WaitingForMigration(ILogger logger, string holder, long seconds);

    [LoggerMessage(5002, LogLevel.Information,
        "Merging the records of phones with several spellings of their number: {Records} so far")]
    public static partial void MergingRecords(ILogger logger, long records);

    [LoggerMessage(5003, LogLevel.Information,
        "Merged the records of phones with several spellings of their number: {Records}")]
    public static partial void RecordsMerged(ILogger logger, long records);

    [LoggerMessage(5004, LogLevel.Warning,
        "Two spellings of one sender number were registered differently. It is one sender now, of account {Account} and kind {Kind}")]
    public static partial void SendersDisagree(ILogger logger, AccountId account, SenderKind kind);
}
