using System.CommandLine;
using Consent.Comparison;
using Consent.Comparison.Results;
using Consent.Comparison.Scenarios;
using Consent.Comparison.Servers;

LoadEnvironment.Use();

var scenarios = new Argument<string[]>("scenario") { Description = $"All unless given: {string.Join(", ", RunCommand.Names)}." };
scenarios.AcceptOnlyFromAmong([.. RunCommand.Names]);
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
    scenarios, quick, tiny, folder, port, output,
};
run.SetAction((parsed, end) => new RunCommand(
    new Programs(Directory.GetCurrentDirectory()),
    parsed.GetRequiredValue(folder).FullName,
    parsed.GetRequiredValue(port),
    parsed.GetValue(tiny) ? Sizes.Tiny : parsed.GetValue(quick) ? Sizes.Quick : Sizes.Full,
    parsed.GetRequiredValue(output)).RunAsync(parsed.GetValue(scenarios) is { Length: > 0 } some ? some : RunCommand.Names, end));

var before = new Argument<FileInfo>("before") { Description = "An earlier run's results, JSON." };
var after = new Argument<FileInfo>("after") { Description = "A later run's." };
var threshold = new Option<double>("--threshold") { Description = "By how many percent a median may be worse.", DefaultValueFactory = _ => 25 };
var compare = new Command("compare", "Whether a run is worse than an earlier one: exits with 1 where any figure is.") { before, after, threshold };
compare.SetAction(parsed => ResultComparison.Print(
    RunResults.Read(parsed.GetRequiredValue(before).FullName),
    RunResults.Read(parsed.GetRequiredValue(after).FullName),
    parsed.GetRequiredValue(threshold) / 100,
    Console.Out)
    ? 0
    : 1);

// Cancelled, a run ends its servers first, however long they take.
return await new RootCommand("Ours beside what else could have been used.") { run, compare }
    .Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
