namespace Consent.Torture.Workload;

/// <summary>Sends what it is given again and again, until it is told what became of it; not for ever.</summary>
internal static class Attempts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(1);

    /// <summary>Sends one event, or registers something: the last attempt, and whether what became of every attempt is known.</summary>
    /// <param name="caller">Who sends.</param>
    /// <param name="recorder">Takes each attempt.</param>
    /// <param name="write">What is sent; who calls whom and when is filled in.</param>
    /// <param name="send">The call.</param>
    /// <param name="time">What its patience is measured by.</param>
    public static async Task<(WriteAttempt Last, bool IsKnown)> UntilToldAsync(
        Caller caller, Recorder recorder, WriteAttempt write, Func<Server, DateTime, Task<WriteAnswer>> send, TimeProvider? time = null)
    {
        var hasUnknown = false;
        WriteAttempt last = write;
        await UntilAsync(async () =>
        {
            var server = caller.Next();
            last = write with { Client = caller.Name, Server = server.Index, Roams = caller.Roams, Called = HistoryClock.Now };
            try
            {
                var answer = await send(server, caller.Deadline(Wire.Deadline));
                last = last with { Returned = HistoryClock.Now, Acknowledged = answer };
            }
            catch (RpcException e)
            {
                last = last with { Returned = HistoryClock.Now, Refused = Caller.Refused(e) };
            }

            recorder.Add(last);
            hasUnknown |= last.IsUnknown;
            return !last.IsUnknown;
        }, time);

        // A text that is read no more today may have been entered before: its keyword may be gone.
        return (last, !hasUnknown || last.Acknowledged is { Effect: not Effect.Ordinary });
    }

    /// <summary>Does it until it says that it is done, or has tried for long.</summary>
    public static async Task UntilAsync(Func<Task<bool>> attempt, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var started = time.GetTimestamp();
        var backoff = Backoff;
        while (!await attempt() && time.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(backoff, time);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }
}
