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

/// <summary>How this process uses sockets, as Consent.Load's own program does: no server is to inherit it.</summary>
internal static class LoadEnvironment
{
    private static readonly string[] Variables =
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"];

    /// <summary>Before the first socket.</summary>
    public static void Use() => Array.ForEach(Variables, variable => Environment.SetEnvironmentVariable(variable, "1"));

    public static void KeepFrom(IDictionary<string, string?> environment) => Array.ForEach(Variables, variable => environment.Remove(variable));
}
