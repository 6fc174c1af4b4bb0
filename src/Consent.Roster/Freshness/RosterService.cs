using Microsoft.Extensions.Hosting;

namespace Consent.Roster.Freshness;

/// <summary>
/// Follows the ledger while the server runs. Registered before the server listens, so it stops after the last call.
/// </summary>
internal sealed class RosterService(RosterFollower follower) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Even if the calls used up the time for a stop: the row is worth one attempt, which the database's own limits end.
        await follower.LeaveAsync(CancellationToken.None);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.FollowAsync(stoppingToken);
}
