using System.CommandLine;
using Consent.Torture.Histories;

namespace Consent.Torture.Checking;

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
