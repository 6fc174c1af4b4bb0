using System.Text.Json;
using Consent.Torture.Histories;
using Consent.Torture.Runs;
using Consent.V1;
using Grpc.Core;

namespace Consent.Torture.Tests.Checking;

/// <summary>Histories as files, and the command that checks one.</summary>
public sealed class HistoryFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task ReadAsync_WhatWasWritten_IsTheSame()
    {
        var recorded = Everything();
        Write(recorded);

        var read = await History.ReadAsync(_path);

        Assert.Equal(recorded.Run, read.Run);
        Assert.Equal(recorded.Writes, read.Writes);
        Assert.Equal(recorded.Checks, read.Checks);
        Assert.Equal(recorded.Ledger, read.Ledger);
        Assert.Equal(Texts(recorded), Texts(read));
    }

    [Fact]
    public async Task Add_ManyCallersAtOnce_LosesNoLine()
    {
        using (var writer = new HistoryWriter(_path))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(() =>
            {
                for (var index = 0; index < 5_000; index++)
                {
                    writer.Add(new RunStart(client, index, 3));
                }
            })));
        }

        Assert.Equal(40_000, File.ReadLines(_path).Distinct().Count());
    }

    [Theory]
    [InlineData("{\"line\":\"check\",\"client\":\"on")]
    [InlineData("{}")]
    [InlineData("{\"line\":\"write\"}")]
    [InlineData("{\"line\":\"nothing\"}")]
    [InlineData("null")]
    public async Task ReadAsync_NoHistory_Throws(string text)
    {
        await File.WriteAllTextAsync(_path, text);

        await Assert.ThrowsAsync<InvalidDataException>(() => History.ReadAsync(_path));
    }

    [Fact]
    public async Task Run_ManyViolations_ShowsTheFirstAndCountsTheRest()
    {
        var run = Recorded.WithAccount();
        var stop = run.Text(WriteKind.Stop, "stop", 100, 200);
        for (var index = 0; index < 7; index++)
        {
            run.Allowed(300 + index, 400 + index, stop.Position);
        }

        var (code, lines) = await RunAsync(run.History);

        Assert.Equal(1, code);
        Assert.Equal(5, lines.Count(line => line.StartsWith("MissedOptOutOfNumber: ", StringComparison.Ordinal) && !line.EndsWith("more", StringComparison.Ordinal)));
        Assert.Contains("MissedOptOutOfNumber: 2 more", lines);
        Assert.StartsWith("    {\"line\":\"write\",\"kind\":\"Stop\",\"id\":\"stop\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("violations          14 (MissedOptOutOfNumber 7, WrongPermission 7)", lines);
        Assert.Contains("acknowledged STOPs  1", lines);
        Assert.DoesNotContain(lines, line => line.Contains("\\u002B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_GoodRun_Succeeds()
    {
        var run = Recorded.WithAccount();
        var stop = run.Text(WriteKind.Stop, "stop", 100, 200);
        for (var index = 0; index < 200; index++)
        {
            run.Allowed(10 + (index % 50), 70, stop.Position - 1);
            run.Blocked(1_000 + (index * 5_000), 2_000 + (index * 5_000), stop.Position);
        }

        run.History.Add(new RunStart(0, 0, 1));
        run.History.Add(new SealVerification(stop.Position, 0, []));
        run.History.Add(new Fault { Kind = "SIGSTOP", Target = "server 1", Began = 999_000, Ended = 1_000_000, Servers = [1] });

        var (code, lines) = await RunAsync(run.History);

        Assert.Contains("faults              1 (SIGSTOP 1)", lines);
        Assert.Equal((0, "losses              0"), (code, lines.Single(line => line.StartsWith("losses", StringComparison.Ordinal))));
    }

    public void Dispose() => File.Delete(_path);

    private static History Everything()
    {
        var run = Recorded.WithAccount();
        var stop = run.Text(WriteKind.Stop, "stop \"é\"\n", 100, 200);
        run.Send(WriteKind.Start, "start", 300, null, null, refused: new Refusal(StatusCode.Unavailable, "ROSTER_STALE"));
        run.Check(Decision.Blocked, DecisionReason.OptedOutOfNumber, 300, 400, stop.Position, replyId: "reply");
        run.Allowed(300, 400, stop.Position);
        run.History.Add(new RunStart(10, 4, 3, 17));
        run.History.Add(new Fault { Kind = "kill -9", Target = "server 2", Began = 5, Ended = 6, Servers = [2, 3] });
        run.History.Add(new SealVerification(5, 0, ["one", "two"]));
        return run.History;
    }

    private static string Texts(History history) => string.Concat(
        history.Faults.Select(fault => JsonSerializer.Serialize(fault, HistoryLine.Json.Fault))
            .Append(JsonSerializer.Serialize(history.Seals!, HistoryLine.Json.SealVerification)));

    private async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(History history)
    {
        Write(history);
        var output = new StringWriter();
        var code = await CheckCommand.RunAsync(new FileInfo(_path), output);
        return (code, output.ToString().Split(Environment.NewLine));
    }

    private void Write(History history)
    {
        using var writer = new HistoryWriter(_path);
        HistoryLine?[] lines =
        [
            history.Run, history.Seals, .. history.Writes, .. history.Checks, .. history.Ledger, .. history.Faults,
        ];
        foreach (var line in lines.OfType<HistoryLine>())
        {
            writer.Add(line);
        }
    }
}
