using Consent.Grains.Persistence;
using Consent.Storage.Records;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Health;

/// <summary>Probes the way of a write while no write tells of it.</summary>
internal sealed class WriteProbing(WriteProbe probe, WriteHealth health, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A commit that waits for a standby that is gone waits for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private Task? _running;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (health.IsProbeDue)
            {
                await ProbeAsync(stoppingToken);
            }
        }
    }

    // One probe at a time: one that hangs is waited for again, and holds one connection.
    private async Task ProbeAsync(CancellationToken stopping)
    {
        try
        {
            _running ??= probe.WriteAsync();
            await _running.WaitAsync(Limit, time, stopping);
            _running = null;
            health.ProbeCommitted();
        }
        catch (Exception e)
        {
            // Whatever it is: an exception that left this service would stop the server.
            _running = _running is { IsCompleted: false } ? _running : null;
            if (!stopping.IsCancellationRequested)
            {
                health.ProbeFailed(e);
            }
        }
    }
}
