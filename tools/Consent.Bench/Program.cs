using System.CommandLine;
using Consent.Bench;

var address = new Option<Uri>("--address")
{
    Description = "The server's gRPC address.",
    DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
    CustomParser = given => new Uri(given.Tokens.Single().Value),
};
var callers = new Option<int>("--callers") { Description = "How many callers at once.", DefaultValueFactory = _ => 32 };
var count = new Option<int>("--count") { Description = "How many calls in all.", DefaultValueFactory = _ => 10_000 };
var process = new Option<int>("--process") { Description = "The server's process id.", Required = true };
var database = new Option<string>("--database") { Description = "PostgreSQL's connection string.", Required = true };
var rounds = new Option<int>("--rounds") { Description = "How many times each.", DefaultValueFactory = _ => 5 };
var script = new Option<FileInfo>("--script") { Description = "The script to write.", Required = true };
var file = new Option<FileInfo>("--file") { Description = "A database file, which is made anew.", Required = true };

var scattered = new Option<bool>("--scattered") { Description = "Customers in no order." };
var inbound = new Command("inbound", "STOPs from distinct pairs, through RecordInbound.") { address, callers, count, scattered };
inbound.SetAction(parsed => InboundLoad.RunAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(callers), parsed.GetRequiredValue(count), parsed.GetValue(scattered)));

var bare = new Command("bare", "Bare single-row transactions on an SQLite file with the same durability.") { file, callers, count };
bare.SetAction(parsed => BareSqlite.RunAsync(
    parsed.GetRequiredValue(file), parsed.GetRequiredValue(callers), parsed.GetRequiredValue(count)));

var memory = new Command("memory", "What checks of distinct customers leave in the server's memory.") { address, process, callers, count };
memory.SetAction(parsed => CheckMemory.RunAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(process), parsed.GetRequiredValue(callers), parsed.GetRequiredValue(count)));

var batches = new Command("batches", "Batches of 1,000 customers never seen before.") { address, callers, count };
batches.SetAction(parsed => CampaignLoad.BatchesAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(callers), parsed.GetRequiredValue(count)));

var singles = new Command("singles", "Single checks on one connection.") { address, callers, count };
singles.SetAction(parsed => CampaignLoad.SinglesAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(callers), parsed.GetRequiredValue(count)));

var stream = new Command("stream", "Checks over four streams on one connection.") { address, count };
stream.SetAction(parsed => CampaignLoad.StreamAsync(parsed.GetRequiredValue(address), parsed.GetRequiredValue(count)));

var registry = new Command("registry", "10,000 accounts, 100,000 senders, 1 million opt-outs: loading and deciding, in this process.") { file };
registry.SetAction(parsed => RegistryLoad.RunAsync(parsed.GetRequiredValue(file)));

var bareScript = new Command("bare-script", "A script for pgbench: the statement that writes a state, bare.") { database, script };
bareScript.SetAction(parsed => BarePostgres.WriteScriptAsync(parsed.GetRequiredValue(database), parsed.GetRequiredValue(script)));

var first = new Option<string>("--first") { Description = "The first customer's number.", DefaultValueFactory = _ => "+12000000000" };
var every = new Option<int>("--every") { Description = "How far apart the customers' numbers are.", DefaultValueFactory = _ => 1 };
var fill = new Command("fill", "Opt-outs of so many customers, straight into PostgreSQL, through its triggers.") { database, count, first, every };
fill.SetAction(parsed => BarePostgres.FillAsync(
    parsed.GetRequiredValue(database), parsed.GetRequiredValue(count), parsed.GetRequiredValue(first), parsed.GetRequiredValue(every)));

var fillRecords = new Command("fill-records", "Millions of opt-outs as a server loads them, past the triggers and the ledger.") { database, count };
fillRecords.SetAction(parsed => RecordFill.RunAsync(parsed.GetRequiredValue(database), parsed.GetRequiredValue(count)));

var load = new Command("load", "Loading the roster, and a plain SELECT of the same rows.") { database, rounds };
load.SetAction(parsed => RosterLoad.RunAsync(parsed.GetRequiredValue(database), parsed.GetRequiredValue(rounds)));

var verify = new Command("verify", "Sealing so many entries in a file that is made anew, and verifying the seals, in this process.") { file, count };
verify.SetAction(parsed => Verification.RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(count)));

var verifyPostgres = new Command("verify-postgres", "Sealing the ledger that is in PostgreSQL, as fill makes one, and verifying the seals.") { database };
verifyPostgres.SetAction(parsed => Verification.RunAsync(parsed.GetRequiredValue(database)));

var registryCalls = new Command("registry-calls", "What a server with that registry spends on a call.") { address, process, callers, count, rounds };
registryCalls.SetAction(parsed => RegistryCalls.RunAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(process), parsed.GetRequiredValue(callers),
    parsed.GetRequiredValue(count), parsed.GetRequiredValue(rounds)));

var watched = new Option<Uri>("--watched")
{
    Description = "The gRPC address of the server that is watched, where it is another.",
    DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
    CustomParser = given => new Uri(given.Tokens.Single().Value),
};
var watchers = new Option<int>("--watchers") { Description = "How many watch the ledger.", DefaultValueFactory = _ => 200 };
var rate = new Option<int>("--rate") { Description = "How many writes a second.", DefaultValueFactory = _ => 50 };
var watch = new Command("watch", "How long after its acknowledgement a write reaches those who watch the ledger.")
{
    address, watched, watchers, rate, count,
};
watch.SetAction(parsed => WatchDelay.RunAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(watched), parsed.GetRequiredValue(watchers),
    parsed.GetRequiredValue(rate), parsed.GetRequiredValue(count)));

var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL's connection string, in place of the file." };
var served = new Option<FileInfo>("--served") { Description = "The server's own database file.", Required = true };
var import = new Command("import", "An import, and bare multi-row inserts of the same rows into a file.") { address, served, file, count, rounds };
import.SetAction(parsed => ImportLoad.ImportAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(served), parsed.GetRequiredValue(file), parsed.GetRequiredValue(count),
    parsed.GetRequiredValue(rounds)));

var checks = new Option<double>("--checks") { Description = "How many checks a second.", Required = true };
var texts = new Option<double>("--texts") { Description = "How many texts a second.", Required = true };
var seconds = new Option<int>("--seconds") { Description = "For how long.", DefaultValueFactory = _ => 10 };
var steady = new Command("steady", "Checks and STOPs in open loop: each is timed from when it was due.") { address, checks, texts, seconds };
steady.SetAction(parsed => SteadyLoad.RunAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(checks), parsed.GetRequiredValue(texts),
    TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds))));

var export = new Command("export", "An export, and a bare SELECT of the same rows.") { address, served, rounds };
export.SetAction(parsed => ImportLoad.ExportAsync(
    parsed.GetRequiredValue(address), parsed.GetRequiredValue(served), parsed.GetRequiredValue(rounds)));

var importStorage = new Command("import-storage", "An import and an export in this process, past gRPC.") { postgres, file, count };
importStorage.SetAction(parsed => ImportLoad.StorageAsync(
    parsed.GetValue(postgres), parsed.GetRequiredValue(file), parsed.GetRequiredValue(count)));

var brief = new Option<bool>("--short") { Description = "Fewer runs, for a first look." };
var classifier = new Command("classifier", "What a text means: time and memory for each.") { brief };
classifier.SetAction(parsed => MicroBenchmarks.Run<ClassifierBenchmarks>(parsed.GetValue(brief)));

var json = new Option<FileInfo>("--json") { Description = "Where to write each piece's time and memory.", Required = true };
var micro = new Command("micro", "The pieces of a check, and the classifier: time and memory for each.") { brief, json };
micro.SetAction(parsed => MicroBenchmarks.RunAsync(parsed.GetValue(brief), parsed.GetRequiredValue(json)));

return await new RootCommand("Measures a running server, and what it is compared with.")
{
    inbound, bare, memory, batches, singles, stream, registry, registryCalls, bareScript, fill, fillRecords, load, watch, verify, verifyPostgres, classifier,
    micro, import, export, importStorage, steady,
}
    .Parse(args)
    .InvokeAsync();
