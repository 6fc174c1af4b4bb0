using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Consent.Torture.Workload;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Torture.Tests.Workload;

public sealed class AttemptsTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly HistoryFile _file = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Caller _caller = new(
        "writer", [new Server(2, new Uri("http://127.0.0.1:1"), "", _ => null)], _ => true, seed: 1);

    public void Dispose()
    {
        _file.Dispose();
        _caller.Dispose();
    }

    [Fact]
    public async Task UntilTold_RefusedAtFirst_RecordsEveryAttemptWithItsId()
    {
        var (last, isKnown, history) = await SendAsync(Unavailable, Unavailable, Applied);

        Assert.True(isKnown);
        Assert.Equal(Effect.Applied, last.Acknowledged?.Effect);
        Assert.Equal(3, history.Writes.Count);
        Assert.All(history.Writes, write => Assert.Equal(("stop", "writer", 2), (write.Id, write.Client, write.Server)));
        Assert.Equal([true, true, false], history.Writes.OrderBy(write => write.Called).Select(write => write.IsUnknown));
    }

    [Fact]
    public async Task UntilTold_WhatCannotBe_IsSentOnce()
    {
        var (last, isKnown, history) = await SendAsync(() => throw new RpcException(new Status(StatusCode.FailedPrecondition, "")));

        Assert.True(isKnown);
        Assert.Equal(StatusCode.FailedPrecondition, last.Refused?.Status);
        Assert.Single(history.Writes);
    }

    [Fact]
    public async Task UntilTold_ReadNoMoreAfterAnUnknownAttempt_IsNotKnown()
    {
        var (_, isKnown, _) = await SendAsync(Unavailable, () => new WriteAnswer { Effect = Effect.Ordinary });

        Assert.False(isKnown);
    }

    [Fact]
    public async Task UntilTold_NeverAnswered_IsGivenUp()
    {
        var (_, isKnown, history) = await SendAsync(Unavailable);

        Assert.False(isKnown);

        // How many depends on how far the clock goes on between an answer and the wait that follows it.
        Assert.InRange(history.Writes.Count, 2, 70);
    }

    private static WriteAnswer Unavailable() => throw new RpcException(new Status(StatusCode.Unavailable, ""));

    private static WriteAnswer Applied() => new() { Effect = Effect.Applied, Position = 1 };

    // The last answer goes on.
    private async Task<(WriteAttempt Last, bool IsKnown, History History)> SendAsync(params Func<WriteAnswer>[] answers)
    {
        var write = new WriteAttempt { Kind = WriteKind.Stop, Id = "stop", Client = "", Server = 0, Called = 0 };
        var attempts = 0;
        WriteAttempt last;
        bool isKnown;
        using (var writer = new HistoryWriter(_file.Path))
        {
            var sending = Attempts.UntilToldAsync(
                _caller, new Recorder(writer), write, (_, _) => Task.FromResult(answers[Math.Min(attempts++, answers.Length - 1)]()), _time);
            while (!sending.IsCompleted)
            {
                _time.Advance(Step);
                await Task.Yield();
            }

            (last, isKnown) = await sending;
        }

        return (last, isKnown, await History.ReadAsync(_file.Path));
    }
}
