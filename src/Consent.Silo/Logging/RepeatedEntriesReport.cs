namespace Consent.Silo.Logging;

/// <summary>Logs how often an entry came that was written only once, when it has ended.</summary>
internal sealed class RepeatedEntriesReport(RepeatedEntries repeated, TimeProvider time, ILogger<RepeatedEntriesReport> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Report(all: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Report(all: false);
        }
    }

    private void Report(bool all)
    {
        foreach (var (kind, count, firstAt, lastAt) in repeated.TakeEnded(all))
        {
            var seconds = Math.Round(time.GetElapsedTime(firstAt, lastAt).TotalSeconds, 1);
            var quiet = Math.Round(time.GetElapsedTime(lastAt).TotalSeconds, 1);
            Log.EntryRepeated(logger, kind.Category, kind.EventId, count, seconds, quiet);
        }
    }
}
