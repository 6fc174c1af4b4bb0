using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>One line of a history.</summary>
/// <remarks>
/// A history is a file of JSON lines in any order; the property <c>line</c>, the first, says what each is. Absent means null, false, 0
/// or none. All times are microseconds of one monotonic clock that every caller of the run shares (<see cref="HistoryClock"/>).
/// <code>
/// {"line":"run","at":1000,"position":0,"servers":3,"seed":7}
/// {"line":"write","kind":"Stop","id":"m-1","client":"writer 1","server":2,"called":1500,"returned":4200,"sender":"+15550006001",
///   "customer":"+15550000001","acknowledged":{"effect":"Applied","position":12,"record":"number:+15550006001/+15550000001"}}
/// {"line":"write","kind":"Start",…,"called":5000,"returned":905000,"refused":{"status":"DeadlineExceeded"}}
/// {"line":"check","client":"checker 3","server":1,"called":6000,"returned":6400,"form":"Batch","item":3,"sender":"+15550006001",
///   "customer":"+15550000001","decision":"Blocked","reason":"OptedOutOfNumber","position":12}
/// {"line":"fault","kind":"SIGSTOP","target":"server 2","began":9000,"ended":20000,"servers":[2]}
/// {"line":"entry","position":12,"kind":"OptedOut","record":"number:+15550006001/+15550000001","revision":1,"state":"OptedOut",
///   "occurredAt":1790000000000,"source":"InboundSms","moved":true,"messageId":"m-1","sender":"+15550006001","customer":"+15550000001"}
/// {"line":"seals","entriesVerified":12,"entriesNotSealed":0,"faults":[]}
/// </code>
/// Every attempt is a line of its own; an import has a line for each of its rows. The ledger is read whole, from position 1, once nothing
/// writes any more.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(RunStart), "run")]
[JsonDerivedType(typeof(CheckOperation), "check")]
[JsonDerivedType(typeof(WriteAttempt), "write")]
[JsonDerivedType(typeof(Fault), "fault")]
[JsonDerivedType(typeof(EntryRead), "entry")]
[JsonDerivedType(typeof(SealVerification), "seals")]
internal abstract record HistoryLine
{
    /// <summary>Gets how it is written: a plus sign as it is, for nobody reads a history as HTML.</summary>
    public static HistoryJson Json { get; } =
        new(new JsonSerializerOptions(HistoryJson.Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryLine))]
internal sealed partial class HistoryJson : JsonSerializerContext;

/// <summary>When the workload began, after all that it needs was set up.</summary>
/// <param name="At">In microseconds of the run's monotonic clock.</param>
/// <param name="Position">The ledger's last position before anything that the history tells of.</param>
/// <param name="Servers">How many servers there were.</param>
/// <param name="Seed">What the run's choices were drawn from.</param>
internal sealed record RunStart(long At, long Position, int Servers, long Seed = 0) : HistoryLine;

/// <summary>What VerifyLedger answered when the run was over.</summary>
/// <param name="EntriesVerified">Entries that are as they were sealed.</param>
/// <param name="EntriesNotSealed">Entries after the last seal.</param>
/// <param name="Faults">What it found, as text.</param>
internal sealed record SealVerification(long EntriesVerified, long EntriesNotSealed, IReadOnlyList<string> Faults) : HistoryLine;

internal sealed record Fault : HistoryLine
{
    /// <summary>Gets what it was, such as <c>SIGSTOP</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what it was done to, such as <c>server 2</c> or <c>database</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Gets when it began, in microseconds of the run's monotonic clock.</summary>
    public required long Began { get; init; }

    /// <summary>Gets when it was undone, where the servers were not ready again at once.</summary>
    public long? Undone { get; init; }

    /// <summary>Gets when it ended, and all servers were ready again; null where it lasted to the run's end.</summary>
    public long? Ended { get; init; }

    /// <summary>Gets the servers whose checks may pause because of it, until it has ended and they are ready again.</summary>
    public IReadOnlyList<int> Servers { get; init; } = [];

    [JsonIgnore]
    public long Until => Ended ?? long.MaxValue;
}
