using System.Diagnostics;

namespace Consent.Bench;

/// <summary>Says what was measured, one figure a line, as Consent.Comparison reads it.</summary>
internal static class Figures
{
    public static void Say(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name} {value:0.####} {unit}"));

    /// <summary>Says how long the work took, its processor time, and its rate.</summary>
    /// <param name="name">What the work is.</param>
    /// <param name="work">Answers how many rows it handled.</param>
    public static async Task TimeAsync(string name, Func<Task<long>> work)
    {
        GC.Collect();
        var (started, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var rows = await work();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Say($"{name}/time", seconds, "s");
        Say($"{name}/cpu", (Environment.CpuUsage.TotalTime - spent).TotalSeconds, "s");
        Say($"{name}/rate", rows / seconds, "/s");
    }
}
