namespace Consent.Silo.Logging;

/// <summary>Says at the start whether the log's digests can be compared with those of other starts and servers.</summary>
internal sealed class DigestKeyReport(DigestKey key, ILogger<DigestKeyReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (key.IsOfThisStart)
        {
            Log.DigestsOfThisStart(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
