namespace Consent.Load;

/// <summary>One kind of call on its connections, from the first call to the last answer.</summary>
internal sealed class LoadRun
{
    private readonly LoadSettings _settings;
    private readonly CallLoad _load;
    private readonly TimeProvider _time;
    private readonly Line[] _lines;

    public LoadRun(LoadSettings settings, CallLoad load, TimeProvider time)
    {
        (_settings, _load, _time) = (settings, load, time);
        var form = CallForm.Of(load);
        _lines = [.. Enumerable.Range(0, load.Connections).Select(index => new Line(settings, form, Limits(load, index), time))];
    }

    public Task OpenAsync(CancellationToken end) => Task.WhenAll(_lines.Select(line => line.OpenAsync(end)));

    /// <param name="start">When the warm-up begins, as a timestamp.</param>
    /// <param name="end">Gives everything up.</param>
    public async Task<CallReport> RunAsync(long start, CancellationToken end)
    {
        var schedule = new Schedule(start, _time.TimestampFrequency, _settings.WarmUp, _settings.Duration, _load.Count, _load.Rate);
        var running = _lines.Select(line => Task.Run(() => line.RunAsync(schedule, end), CancellationToken.None)).ToList();
        var answered = Task.WhenAll(running);
        var pacing = schedule.IsOpen ? PaceAsync(schedule, end) : Task.CompletedTask;

        // Whichever line is done knows that there are no more calls; where none is, the clock says so.
        await Task.WhenAny([.. running, LastCallAsync(schedule, end)]);
        Array.ForEach(_lines, line => line.CloseIfFinished());
        var unsent = 0L;
        try
        {
            await answered.WaitAsync(_settings.Drain, _time, end);
        }
        catch (TimeoutException)
        {
            // Nobody is to take them any more, or the lines would go on. A timer may be early, so also those that are not quite due.
            unsent = schedule.CountUntaken(schedule.LastDueAt ?? _time.GetTimestamp());
            Array.ForEach(_lines, line => line.Abandon(RefusalReason.Unanswered));
            await answered;
        }

        await pacing;
        return Report(schedule, unsent);
    }

    // By the clock the last call is due; on a busy machine it is taken a moment later, and only then are idle lines finished.
    private async Task PaceAsync(Schedule schedule, CancellationToken end)
    {
        await new Pacer(schedule, _lines, _time).RunAsync(end);
        Array.ForEach(_lines, line => line.CloseIfFinished());
    }

    private Task LastCallAsync(Schedule schedule, CancellationToken end)
    {
        var left = schedule.LastDueAt is { } last ? _time.GetElapsedTime(_time.GetTimestamp(), last) : Timeout.InfiniteTimeSpan;
        return left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan ? Task.CompletedTask : Task.Delay(left, _time, end);
    }

    private CallReport Report(Schedule schedule, long unsent)
    {
        var tally = new Tally(_time.TimestampFrequency);
        Array.ForEach(_lines, line => tally.Add(line.Tally));
        tally.Refused(RefusalReason.NotSent, counts: true, unsent);
        var seconds = Math.Max(0, tally.LastAnsweredAt - schedule.CountedFrom) / (double)_time.TimestampFrequency;
        return CallReport.From(_load, tally, seconds);
    }

    private static SessionLimits Limits(CallLoad load, int connection)
    {
        var window = load.Kind == CallKind.Stream ? load.Window : 1;
        var streams = load.Kind == CallKind.Stream ? load.Streams : load.Rate is null ? load.Callers : int.MaxValue;
        var share = streams == int.MaxValue ? streams : (streams / load.Connections) + (connection < streams % load.Connections ? 1 : 0);
        return new SessionLimits(share, window);
    }
}
