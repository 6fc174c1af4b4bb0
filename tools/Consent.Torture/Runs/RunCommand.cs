using System.CommandLine;

namespace Consent.Torture.Runs;

/// <summary><c>run MINUTES</c>: breaks a cluster at random.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var minutes = new Argument<double>("minutes") { Description = "For how long." };
        var seed = new Option<int?>("--seed") { Description = "What all choices are drawn from; another one each time by default." };
        var withoutGate = new Option<bool>("--without-gate")
        {
            Description = "The control: servers that answer checks without asking themselves whether they may. Violations must show.",
        };
        var file = new Option<FileInfo?>("--file") { Description = "Where the history goes; a new file in the temporary folder by default." };
        var fault = new Option<string?>("--fault") { Description = "This kind of fault only, such as \"cut from database\"." };
        fault.AcceptOnlyFromAmong([.. FaultKinds.All.Select(kind => kind.Name)]);
        var command = new Command("run", "Breaks a cluster at random under load, and goes over its answers; fails on any violation. For root.")
        {
            minutes, seed, withoutGate, file, fault,
        };
        command.SetAction(parsed => new TortureRun(Console.Out)
        {
            Time = TimeSpan.FromMinutes(parsed.GetRequiredValue(minutes)),
            Seed = parsed.GetValue(seed) ?? Random.Shared.Next(),
            IsGateOut = parsed.GetValue(withoutGate),
            Only = parsed.GetValue(fault),
            Path = parsed.GetValue(file)?.FullName,
        }.RunAsync());
        return command;
    }
}

/// <summary><c>check FILE</c>: goes over a recorded history.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The history, as a run has left it behind." };
        var command = new Command("check", "Goes over a recorded history; fails on any violation, and where the run does not count.") { file };
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(file), Console.Out));
        return command;
    }

    public static async Task<int> RunAsync(FileInfo file, TextWriter output)
    {
        var verdict = HistoryChecker.Check(await History.ReadAsync(file.FullName));
        foreach (var line in VerdictText.Of(verdict))
        {
            await output.WriteLineAsync(line);
        }

        return verdict.IsGood ? 0 : 1;
    }
}
