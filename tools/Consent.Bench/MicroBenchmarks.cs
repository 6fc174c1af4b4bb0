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

    public static void RunAll(bool brief)
    {
        foreach (var report in Run<CheckBenchmarks>(brief).Reports.Concat(Run<ClassifierBenchmarks>(brief).Reports))
        {
            var name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            var statistics = report.ResultStatistics ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} failed.");
            Figures.Say($"{name}/time", statistics.Mean, "ns");
            Figures.Say($"{name}/allocated", report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0, "B");
        }
    }

    private static Summary Run<T>(bool brief)
    {
        var job = brief ? Job.ShortRun.WithIterationTime(BriefIteration) : Job.Default;
        var artifacts = Path.Combine(Path.GetTempPath(), $"consent-micro-{Environment.ProcessId}");
        try
        {
            return BenchmarkRunner.Run<T>(
                DefaultConfig.Instance.AddJob(job.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath(artifacts));
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
