namespace Consent.Silo.Startup;

/// <summary>The server does not start, for these reasons, and says how to fix them.</summary>
internal sealed class StartupRefusal(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public const int ExitCode = 2;

    /// <summary>Runs the server; prints why it refuses to start, without a stack, and answers the process's exit code.</summary>
    public static async Task<int> ReportAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (StartupRefusal refusal)
        {
            await Console.Error.WriteLineAsync("The server does not start:");
            foreach (var reason in refusal.Reasons)
            {
                await Console.Error.WriteLineAsync($"  - {reason}");
            }

            return ExitCode;
        }
    }

    public IReadOnlyList<string> Reasons => reasons;
}
