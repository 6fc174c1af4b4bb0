using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Consent.Torture.Histories;

/// <summary>One line of a history: exactly one of these is set.</summary>
/// <remarks>
/// A history is a file of JSON lines in any order, each an object with one property, whose name says what it is. Absent means
/// null, false, 0 or none. All times are microseconds of one monotonic clock that every caller of the run shares (<see cref="HistoryClock"/>).
/// <code>
/// {"run":{"at":1000,"position":0,"servers":3,"seed":7}}
/// {"write":{"kind":"Stop","id":"m-1","client":"writer 1","server":2,"called":1500,"returned":4200,"sender":"+15550006001",
///   "customer":"+15550000001","acknowledged":{"effect":"Applied","position":12,"record":"number:+15550006001/+15550000001"}}}
/// {"write":{"kind":"Start",…,"called":5000,"returned":905000,"refused":{"status":"DeadlineExceeded"}}}
/// {"check":{"client":"checker 3","server":1,"called":6000,"returned":6400,"form":"Batch","item":3,"sender":"+15550006001",
///   "customer":"+15550000001","decision":"Blocked","reason":"OptedOutOfNumber","position":12}}
/// {"fault":{"kind":"SIGSTOP","target":"server 2","began":9000,"ended":20000,"servers":[2]}}
/// {"entry":{"position":12,"kind":"OptedOut","record":"number:+15550006001/+15550000001","revision":1,"state":"OptedOut",
///   "occurredAt":1790000000000,"source":"InboundSms","moved":true,"messageId":"m-1","sender":"+15550006001","customer":"+15550000001"}}
/// {"seals":{"entriesVerified":12,"entriesNotSealed":0,"faults":[]}}
/// </code>
/// Every attempt is a line of its own; an import has a line for each of its rows. The ledger is read whole, from position 1, once nothing
/// writes any more.
/// </remarks>
internal sealed record HistoryLine
{
    /// <summary>Gets how it is written: a plus sign as it is, for nobody reads a history as HTML.</summary>
    public static HistoryJson Json { get; } =
        new(new JsonSerializerOptions(HistoryJson.Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public RunStart? Run { get; init; }

    public CheckOperation? Check { get; init; }

    public WriteAttempt? Write { get; init; }

    public Fault? Fault { get; init; }

    public EntryRead? Entry { get; init; }

    public SealVerification? Seals { get; init; }

    [return: NotNullIfNotNull(nameof(run))]
    public static implicit operator HistoryLine?(RunStart? run) => run is null ? null : new() { Run = run };

    public static implicit operator HistoryLine(CheckOperation check) => new() { Check = check };

    public static implicit operator HistoryLine(WriteAttempt write) => new() { Write = write };

    public static implicit operator HistoryLine(Fault fault) => new() { Fault = fault };

    [return: NotNullIfNotNull(nameof(entry))]
    public static implicit operator HistoryLine?(EntryRead? entry) => entry is null ? null : new() { Entry = entry };

    [return: NotNullIfNotNull(nameof(seals))]
    public static implicit operator HistoryLine?(SealVerification? seals) => seals is null ? null : new() { Seals = seals };
}
