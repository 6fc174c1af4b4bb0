using System.Diagnostics;

namespace Consent.Comparison.Servers;

/// <summary>A program that is run to its end.</summary>
internal static class ShortProcess
{
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> command, CancellationToken end, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        LoadEnvironment.KeepFrom(start.Environment);
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(end);
            var errors = process.StandardError.ReadToEndAsync(end);
            await process.WaitForExitAsync(end);
            return process.ExitCode == 0
                ? await output
                : throw new InvalidOperationException($"{string.Join(' ', command)}: {process.ExitCode}\n{await output}{await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
