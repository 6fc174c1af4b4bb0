using Consent.Comparison.Results;

namespace Consent.Comparison.Tests;

public sealed class ResultComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1000, 1000, false)]
    [InlineData(1000, 810, false)]
    [InlineData(1000, 790, true)]
    [InlineData(1000, 5000, false)]
    public void Compare_ARate_IsWorseWhereItIsLower(double before, double after, bool isWorse) =>
        Assert.Equal(isWorse, Single(RunFiles.Rate(before), RunFiles.Rate(after)).IsWorse);

    [Theory]
    [InlineData(4, 4.9, false)]
    [InlineData(4, 5.1, true)]
    [InlineData(4, 1, false)]
    [InlineData(0.01, 0.04, false)]
    public void Compare_ALatency_IsWorseWhereItIsHigher(double before, double after, bool isWorse) =>
        Assert.Equal(isWorse, Single(RunFiles.Latency(before), RunFiles.Latency(after)).IsWorse);

    [Fact]
    public void Compare_SeveralRounds_GoesByTheirMedians()
    {
        var compared = Single(RunFiles.Rate(1000, 900, 1100), RunFiles.Rate(500, 2000, 10));

        Assert.Equal(0.5, compared.Ratio);
        Assert.True(compared.IsWorse);
    }

    [Fact]
    public void Compare_FromNothing_IsWorseWhereLowerIsBetter()
    {
        var allocated = new Figure("micro", "allocated/ours beyond empty", "B", Better.Lower, [0]);

        Assert.True(Single(allocated, allocated with { Values = [64] }).IsWorse);
        Assert.False(Single(allocated, allocated with { Values = [0.5] }).IsWorse);
    }

    [Fact]
    public void Compare_AFigureWithoutADirection_IsLeftOut() =>
        Assert.Empty(ResultComparison.Compare(RunFiles.Of(RunFiles.Size(10)), RunFiles.Of(RunFiles.Size(1)), 0.25));

    [Fact]
    public void Compare_AnotherThreshold_LetsMorePass() =>
        Assert.False(ResultComparison.Compare(RunFiles.Of(RunFiles.Rate(1000)), RunFiles.Of(RunFiles.Rate(600)), 1).Single().IsWorse);

    [Fact]
    public void Print_TwoFilesOfWhichTheLaterIsWorse_SaysWhichAndAnswersFalse()
    {
        var (before, after) = (Written("before", 1000), Written("after", 500));
        var output = new StringWriter();

        Assert.False(ResultComparison.Print(before, after, 0.25, output));
        Assert.Contains("WORSE", output.ToString(), StringComparison.Ordinal);
        Assert.True(ResultComparison.Print(before, before, 0.25, output));
        Assert.True(ResultComparison.Print(after, before, 0.25, output));
    }

    [Fact]
    public void Print_NothingInCommon_AnswersFalse() =>
        Assert.False(ResultComparison.Print(RunFiles.Of(RunFiles.Rate(1)), RunFiles.Of(RunFiles.Latency(1)), 0.25, new StringWriter()));

    private static ComparedFigure Single(Figure before, Figure after) =>
        ResultComparison.Compare(RunFiles.Of(before), RunFiles.Of(after), 0.25).Single();

    private RunResults Written(string name, double rate)
    {
        var path = Path.Combine(_folder, $"{name}.json");
        RunFiles.Of(RunFiles.Rate(rate)).Write(path);
        return RunResults.Read(path);
    }
}
