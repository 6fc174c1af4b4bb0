using System.Collections.Concurrent;

namespace Consent.Torture.Workload;

/// <summary>Asks over an open stream, and opens another where one ends.</summary>
internal sealed class StreamCaller(Caller caller, Market market, Recorder recorder)
{
    private const int MaxWaiting = 1_000;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    public Task RunAsync(TimeSpan pace, CancellationToken end) => Pace.EachAsync(Again, () => StreamAsync(pace, end), end);

    private async Task StreamAsync(TimeSpan pace, CancellationToken end)
    {
        var server = caller.Next();
        using var stream = server.Authority.StreamCheckSend(cancellationToken: CancellationToken.None);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        var waiting = new ConcurrentDictionary<string, CheckOperation>();
        var reading = ReadAsync(stream, waiting, over);
        var asked = 0;
        await Pace.EachAsync(pace, async () =>
        {
            if (waiting.Count >= MaxWaiting)
            {
                return;
            }

            var (_, sender, customer) = caller.Draw(market.AnyPair);
            var id = (++asked).ToString(CultureInfo.InvariantCulture);
            var question = new CheckSendRequest { SenderNumber = sender, CustomerNumber = Spellings.Any(customer) };
            waiting[id] = caller.Check(server, sender, customer) with { Form = CheckForm.Stream };
            recorder.Ask(server);

            // Without the token: it would cancel the whole call, and what is still to be answered.
            await TryAsync(() => stream.RequestStream.WriteAsync(new StreamCheckSendRequest { RequestId = id, Check = question }, CancellationToken.None));
        }, over.Token);
        await TryAsync(stream.RequestStream.CompleteAsync);
        var refused = await reading;
        foreach (var check in waiting.Values)
        {
            recorder.Add(check with { Returned = HistoryClock.Now, Refused = refused });
        }
    }

    private async Task<Refusal> ReadAsync(
        AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> stream,
        ConcurrentDictionary<string, CheckOperation> waiting,
        CancellationTokenSource over)
    {
        try
        {
            while (await stream.ResponseStream.MoveNext(CancellationToken.None))
            {
                var answer = stream.ResponseStream.Current;
                if (waiting.TryRemove(answer.RequestId, out var check))
                {
                    recorder.Add(Answered(check, answer));
                }
            }

            return new Refusal(StatusCode.OK);
        }
        catch (RpcException e)
        {
            return Caller.Refused(e);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static CheckOperation Answered(CheckOperation check, StreamCheckSendResponse answer) => answer.Check is { } told
        ? check with { Returned = HistoryClock.Now, Decision = told.Decision, Reason = told.Reason, Position = told.LedgerPosition }
        : check with { Returned = HistoryClock.Now, Refused = new Refusal((StatusCode)answer.Error.Code) };

    // The reader is told how the stream ended.
    private static async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is RpcException or HttpRequestException or IOException or InvalidOperationException or OperationCanceledException)
        {
        }
    }
}
