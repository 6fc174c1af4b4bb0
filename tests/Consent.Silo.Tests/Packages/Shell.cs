using System.Diagnostics;

namespace Consent.Silo.Tests.Packages;

/// <summary>A command that a test runs to its end.</summary>
internal static class Shell
{
    /// <summary>Runs it in that folder.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
