namespace Consent.Load.Pacing;

/// <summary>Wakes connections when calls are due. A thread of its own, which naps in between.</summary>
internal sealed class Pacer(Schedule schedule, Line[] lines, TimeProvider time)
{
    private const int LongestNapsASecond = 50;

    // Calls due within a millisecond go out together, and count from when each was due: a wake-up for each would cost more than the calls.
    private const int ShortestNapsASecond = 1_000;

    /// <summary>Ends when the last call is due.</summary>
    public Task RunAsync(CancellationToken end)
    {
        // Not one of the pool's threads: those answer.
        return Task.Factory.StartNew(() => Run(end), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Run(CancellationToken end)
    {
        Nap.Prepare();
        var shortest = time.TimestampFrequency / ShortestNapsASecond;
        var longest = time.TimestampFrequency / LongestNapsASecond;
        var turn = 0;
        for (var now = time.GetTimestamp(); !end.IsCancellationRequested && schedule.NextDueAt(now) is { } dueAt; now = time.GetTimestamp())
        {
            if (dueAt <= now)
            {
                // One connection takes all that are due; the next does only where the first is full.
                turn = (turn + 1) % lines.Length;
                for (var tried = 0; tried < lines.Length && schedule.NextDueAt(now) <= now; tried++)
                {
                    lines[(turn + tried) % lines.Length].Fill();
                }
            }

            Nap.Until(Math.Clamp(dueAt, now + shortest, now + longest));
        }

        // Those that have nothing to wait for would not notice.
        Array.ForEach(lines, line => line.CloseIfFinished());
    }
}
