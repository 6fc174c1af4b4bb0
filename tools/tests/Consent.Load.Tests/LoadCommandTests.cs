using Consent.Load.Reports;
using Consent.Load.Tests.Servers;
using Grpc.Core;

namespace Consent.Load.Tests;

public sealed class LoadCommandTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("--allow-refusals", 0)]
    public async Task Run_Refusals_AreTheExitCode(string option, int expected)
    {
        await using var server = await TestServer.StartAsync(new TestService
        {
            Before = (call, _) => call == 3 ? throw new RpcException(new Status(StatusCode.Unavailable, "")) : Task.CompletedTask,
        });

        Assert.Equal(expected, await ExitCodeAsync($"{server.Address} --calls 50 --warm-up 0 {option}"));
    }

    [Fact]
    public async Task Run_NobodyThere_SaysSo()
    {
        var server = await TestServer.StartAsync(new TestService());
        await server.DisposeAsync();

        Assert.Equal(2, await ExitCodeAsync($"{server.Address} --calls 1 --warm-up 0"));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("env:CONSENT_LOAD_TESTS_NOT_THERE")]
    public void Secret_NotNamed_IsRefused(string place) => Assert.Throws<ArgumentException>(() => Secret.Read(place));

    [Fact]
    public void Secret_File_IsReadWithoutItsLineEnd()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "secret\n");

        Assert.Equal("secret", Secret.Read($"file:{path}"));
        File.Delete(path);
    }

    [Fact]
    public void Table_OfAReport_HasItsFigures()
    {
        var tally = new Tally(1_000_000);
        tally.Answered(0, 2_500);
        tally.Decided(1, counts: true);
        tally.Refused("UNAVAILABLE NOT_FRESH", counts: true);
        var report = new LoadReport([CallReport.From(new CallLoad { Rate = 100 }, tally, 2)], TimeSpan.FromSeconds(1));
        using var table = new StringWriter();

        ReportTable.Write(report, table);

        Assert.Contains("2.50", table.ToString(), StringComparison.Ordinal);
        Assert.Contains("refused 1 UNAVAILABLE NOT_FRESH", table.ToString(), StringComparison.Ordinal);
    }

    private static Task<int> ExitCodeAsync(string line) => LoadCommand.Create().Parse(line).InvokeAsync();
}
