using Consent.Storage.Database;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using System.Data.Common;

namespace Consent.Grpc.Access;

/// <summary>Writes every minute, and when the server stops, when API keys were last used.</summary>
internal sealed class ApiKeyUseWriting(ApiKeyUses uses, TimeProvider time, ILogger<ApiKeyUseWriting> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryWriteAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await TryWriteAsync();
        }
    }

    private async Task TryWriteAsync()
    {
        try
        {
            await uses.WriteAsync();
            _failed = false;
        }
        catch (Exception e) when (e is DbException or TimeoutException or StorageStuckException or ObjectDisposedException)
        {
            // Logged once, not every minute while the database is away.
            if (!_failed)
            {
                Log.ApiKeyUsesNotWritten(logger, e.Message);
            }

            _failed = true;
        }
    }
}
