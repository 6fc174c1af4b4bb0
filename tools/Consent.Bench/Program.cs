using System.CommandLine;
using Consent.Bench;
using Consent.Storage.Database;

var address = new Option<Uri>("--address")
{
    Description = "The server's gRPC address.",
    DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
    CustomParser = given => new Uri(given.Tokens.Single().Value),
};
var count = new Option<int>("--count") { Description = "How many rows or calls.", DefaultValueFactory = _ => 10_000 };
var database = new Option<string>("--database") { Description = "PostgreSQL's connection string.", Required = true };
var file = new Option<FileInfo>("--file") { Description = "A database file, which is replaced by a new one.", Required = true };
var first = new Option<string>("--first") { Description = "The first customer's number.", DefaultValueFactory = _ => "+12000000000" };
var every = new Option<int>("--every") { Description = "How far apart the customers' numbers are.", DefaultValueFactory = _ => 1 };
var twins = new Option<bool>("--twins") { Description = "Half of them have a record under the canonical number too." };
var rounds = new Option<int>("--rounds") { Description = "How many times each.", DefaultValueFactory = _ => 5 };
var watchers = new Option<int>("--watchers") { Description = "How many watch the ledger.", DefaultValueFactory = _ => 200 };
var rate = new Option<int>("--rate") { Description = "How many writes a second.", DefaultValueFactory = _ => 50 };
var before = new Option<FileInfo>("--before") { Description = "The Consent.Core.dll of an earlier build.", Required = true };
var brief = new Option<bool>("--short") { Description = "Fewer runs, for a first look." };

return await new RootCommand("What a server's databases, ledger calls and pieces do by themselves; bench/run.sh runs most of it.")
{
    Verb("fill", "Opt-outs of so many customers, into PostgreSQL through its triggers.", [database, count, first, every], given =>
        Fill.OptOutsAsync(given.GetRequiredValue(database), given.GetRequiredValue(count), given.GetRequiredValue(first), given.GetRequiredValue(every))),
    Verb("fill-records", "Millions of opt-outs into PostgreSQL, past the triggers and the ledger.", [database, count], given =>
        Fill.RecordsAsync(given.GetRequiredValue(database), given.GetRequiredValue(count))),
    Verb("fill-registry", "So many accounts, ten senders of each, and a hundred opt-outs of each, into a new SQLite file.", [file, count], given =>
        Fill.RegistryAsync(given.GetRequiredValue(file), given.GetRequiredValue(count))),
    Verb("bare", "Single-row transactions on a new SQLite file.", [file, count], given =>
        BareWrites.SqliteAsync(given.GetRequiredValue(file), given.GetRequiredValue(count))),
    Verb("bare-postgres", "The statement that writes a state, by itself, from 32 clients.", [database, count], given =>
        BareWrites.PostgresAsync(given.GetRequiredValue(database), given.GetRequiredValue(count))),
    Verb("fill-spellings", "Opt-outs under older spellings, as the build before left them, into an empty PostgreSQL database.", [database, count, twins], given =>
        SpellingMerge.FillPostgresAsync(given.GetRequiredValue(database), given.GetRequiredValue(count), given.GetValue(twins))),
    Verb("fill-spellings-file", "The same into a new SQLite file.", [file, count, twins], given =>
        SpellingMerge.FillSqliteAsync(given.GetRequiredValue(file), given.GetRequiredValue(count), given.GetValue(twins))),
    Verb("merge", "Opening such a PostgreSQL database, which merges its records.", [database], given =>
        SpellingMerge.MergeAsync(given.GetRequiredValue(database), StorageProvider.PostgreSQL)),
    Verb("merge-file", "Opening such a SQLite file.", [file], given =>
        SpellingMerge.MergeAsync($"Data Source={given.GetRequiredValue(file)}", StorageProvider.Sqlite)),
    Verb("load", "Loading the roster, and a plain SELECT of the same rows, in turn.", [database, rounds], given =>
        RosterLoad.RunAsync(given.GetRequiredValue(database), given.GetRequiredValue(rounds))),
    Verb("import", "An import through a running server.", [address, count], given =>
        LedgerCalls.ImportAsync(given.GetRequiredValue(address), given.GetRequiredValue(count))),
    Verb("export", "An export of all records from a running server.", [address], given => LedgerCalls.ExportAsync(given.GetRequiredValue(address))),
    Verb("watch", "How long after its acknowledgement a write reaches those who watch the ledger.", [address, watchers, rate, count], given =>
        LedgerCalls.WatchAsync(
            given.GetRequiredValue(address), given.GetRequiredValue(watchers), given.GetRequiredValue(rate), given.GetRequiredValue(count))),
    Verb("verify", "A running server verifies its whole ledger.", [address], given => LedgerCalls.VerifyAsync(given.GetRequiredValue(address))),
    Verb("texts", "What reading a text costs, beside an earlier build, in turn.", [before, rounds], given =>
        TextReading.RunAsync(given.GetRequiredValue(before), given.GetRequiredValue(rounds))),
    Verb("micro", "The pieces of a check, and what a text means: time and memory of each.", [brief], given =>
    {
        MicroBenchmarks.RunAll(given.GetValue(brief));
        return Task.CompletedTask;
    }),
}
    .Parse(args)
    .InvokeAsync();

static Command Verb(string name, string description, Option[] options, Func<ParseResult, Task> run)
{
    var verb = new Command(name, description);
    Array.ForEach(options, verb.Options.Add);
    verb.SetAction(run);
    return verb;
}
