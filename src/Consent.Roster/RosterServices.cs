using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Roster;

public static class RosterServices
{
    /// <summary>Adds the roster, its freshness, and the acknowledgement of writes.</summary>
    public static IServiceCollection AddConsentRoster(this IServiceCollection services)
    {
        services.AddOptions<FreshnessOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<FreshnessOptions>, DefaultPollSpacing>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FreshnessOptions>, FreshnessOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FreshnessOptions>, PollIntervalValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ReplicaClock(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IPeers, NoPeers>();
        services.TryAddSingleton(new ReplicaAddress(""));
        services.TryAddSingleton<IMembership, Alone>();
        services.TryAddSingleton<PollRequests>();
        services.TryAddSingleton(provider => new LedgerProgress(provider.GetRequiredService<PollRequests>()));
        services.TryAddSingleton(provider => new FreshnessGate(
            provider.GetRequiredService<ReplicaClock>(),
            provider.GetRequiredService<IOptions<FreshnessOptions>>(),
            provider.GetRequiredService<PollRequests>()));
        services.TryAddSingleton(provider => new DatabaseClock(provider.GetRequiredService<ReplicaClock>()));
        services.TryAddSingleton(provider => new Registration(
            provider.GetRequiredService<IRosterDatabase>(),
            provider.GetRequiredService<ReplicaClock>(),
            provider.GetRequiredService<ReplicaAddress>(),
            provider.GetRequiredService<IMembership>(),
            provider.GetRequiredService<IOptions<FreshnessOptions>>().Value.MaxStaleness,
            provider.GetRequiredService<ILogger<Registration>>()));
        services.TryAddSingleton<FollowedRoster>();
        services.TryAddSingleton<IOwnRoster>(provider => provider.GetRequiredService<FollowedRoster>());
        services.TryAddSingleton<RosterFollower>();
        services.TryAddSingleton<ILocalReplica>(provider => provider.GetRequiredService<RosterFollower>());
        services.TryAddSingleton(provider => new Acknowledgement(
            provider.GetRequiredService<RosterFollower>(),
            provider.GetRequiredService<FollowedRoster>(),
            new SharedRequests(
                provider.GetRequiredService<IPeers>(),
                new Pushes(provider.GetRequiredService<FollowedRoster>()),
                provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<IRosterDatabase>(),
            provider.GetRequiredService<ReplicaClock>(),
            provider.GetRequiredService<ILogger<Acknowledgement>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RosterService>());
        return services;
    }
}
