using System.Runtime.InteropServices;

namespace Consent.Comparison.Results;

/// <summary>Where a run was measured, and when.</summary>
internal sealed record Machine(
    DateTimeOffset Date, string Commit, string Processor, int Cores, double MemoryGigabytes, string Runtime, string Kernel, string Load)
{
    public static async Task<Machine> ReadAsync(CancellationToken end) => new(
        TimeProvider.System.GetUtcNow(),
        (await ShortProcess.RunAsync(["git", "describe", "--always", "--dirty"], end)).Trim(),
        Line("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.FrameworkDescription,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Date:yyyy-MM-dd HH:mm} UTC, commit {Commit}, {Cores} cores ({Processor}), {MemoryGigabytes} GB, {Runtime}, Linux {Kernel}; "
        + $"load before: {Load}");

    private static string Line(string path, string name) =>
        File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
}
