using System.CommandLine;
using Consent.Comparison;

LoadEnvironment.Use();

var scenarios = new Argument<string[]>("scenario") { Description = $"All unless given: {string.Join(", ", RunCommand.Names)}." };
scenarios.AcceptOnlyFromAmong([.. RunCommand.AllNames]);
var before = new Option<FileInfo?>("--before") { Description = "Another build's Consent.Silo.dll, for the scenarios 'before' and 'stops'." };
var quick = new Option<bool>("--quick") { Description = "Less of everything: about eight minutes." };
var tiny = new Option<bool>("--tiny") { Description = "As little as there can be, to try the benchmark itself." };
var folder = new Option<DirectoryInfo>("--folder") { Description = "A folder for databases and logs, which run.sh makes and removes.", Required = true };
var port = new Option<int>("--port") { Description = "The first of the ports that servers take.", DefaultValueFactory = _ => 7400 };
var output = new Option<DirectoryInfo>("--output")
{
    Description = "Where results are written.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("bench", "results")),
};
var run = new Command("run", "Runs scenarios with servers of its own, in the checkout that is the working folder.")
{
    scenarios, quick, tiny, before, folder, port, output,
};
run.SetAction((parsed, end) => new RunCommand(
    new Programs(Directory.GetCurrentDirectory(), parsed.GetValue(before)?.FullName),
    parsed.GetRequiredValue(folder).FullName,
    parsed.GetRequiredValue(port),
    parsed.GetValue(tiny) ? Sizes.Tiny : parsed.GetValue(quick) ? Sizes.Quick : Sizes.Full,
    parsed.GetRequiredValue(output)).RunAsync(parsed.GetValue(scenarios) is { Length: > 0 } some ? some : RunCommand.Names, end));

// Cancelled, a run ends its servers first, however long they take.
return await new RootCommand("Ours beside what else could have been used.") { run }
    .Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
