using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Seals;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Silo.Sealing;

/// <summary>
/// Seals the ledger every second while the server runs. Entries left when it stops are sealed by another server, or after the
/// next start.
/// </summary>
internal sealed class SealingService(LedgerSealer sealer, TimeProvider time, ILogger<SealingService> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Of several servers mostly one seals. When it is gone, another takes over within two seconds.
    private static readonly TimeSpan Rest = Period / 2;

    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TrySealAsync(stoppingToken);
        }
    }

    private async Task TrySealAsync(CancellationToken cancellation)
    {
        try
        {
            if (await sealer.IsDueAsync(Rest, cancellation))
            {
                await SealAsync(cancellation);
            }

            _failed = false;
        }
        catch (Exception e) when (e is DbException or TimeoutException or StorageStuckException)
        {
            FailOnce(() => Log.SealingFailed(logger, e.Message));
        }
        catch (StorageRefusedException e)
        {
            FailOnce(() => Log.SealingRefused(logger, e.Message));
        }
    }

    // Not every second, while the database is away or until this server has the new key.
    private void FailOnce(Action log)
    {
        if (!_failed)
        {
            log();
        }

        _failed = true;
    }

    // The log is a witness: with it, a rewritten ledger can be told from the sealed one.
    private async Task SealAsync(CancellationToken cancellation)
    {
        Seal? seal;
        do
        {
            seal = await sealer.SealAsync(cancellation);
            if (seal is not null)
            {
                Log.Sealed(logger, seal.ThroughPosition, Convert.ToHexStringLower(seal.Digest));
            }
        }
        while (seal is not null && seal.ThroughPosition - seal.FromPosition >= LedgerSealer.MaxEntries);
    }
}

internal static class SealingServices
{
    public static void AddSealing(this IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SealingService>());
}
