using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Consent.Bench;

/// <summary>Runs the microbenchmarks, in this process: the project that would be generated has settings that ours overrule.</summary>
internal static class MicroBenchmarks
{
    private static readonly TimeInterval BriefIteration = TimeInterval.FromMilliseconds(100);

    public static void Run<T>(bool brief) => Run(typeof(T), brief);

    /// <summary>All, written as JSON.</summary>
    public static async Task RunAsync(bool brief, FileInfo json)
    {
        var reports = new[] { Run(typeof(CheckBenchmarks), brief), Run(typeof(ClassifierBenchmarks), brief) }.SelectMany(summary => summary.Reports);
        var pieces = reports.Select(report => new
        {
            name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            nanoseconds = (report.ResultStatistics ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} failed.")).Mean,
            allocatedBytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0,
        });
        await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(pieces));
    }

    private static Summary Run(Type benchmarks, bool brief)
    {
        var job = brief ? Job.ShortRun.WithIterationTime(BriefIteration) : Job.Default;
        var artifacts = Path.Combine(Path.GetTempPath(), $"consent-micro-{Environment.ProcessId}");
        try
        {
            return BenchmarkRunner.Run(
                benchmarks, DefaultConfig.Instance.AddJob(job.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(artifacts));
        }
        finally
        {
            if (Directory.Exists(artifacts))
            {
                Directory.Delete(artifacts, recursive: true);
            }
        }
    }
}
