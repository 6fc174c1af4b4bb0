using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Access;

/// <summary>Refuses messages about what a limited caller does not cover, before a handler has them.</summary>
/// <remarks>A sender that is not registered and one of another account are refused alike.</remarks>
internal sealed class ScopeGuard(FreshnessGate gate) : IMessageGuard
{
    public bool Guards(ServerCallContext context) => context.GetHttpContext().Caller().Grant.IsLimited;

    public bool GuardsStream(ServerCallContext context) => Guards(context) && DemandOf(context) is not { ItemsFailAlone: true };

    public Task CheckAsync(object message, ServerCallContext context)
    {
        var grant = context.GetHttpContext().Caller().Grant;
        var scope = DemandOf(context)?.ScopeOf(message) ?? Scope.All;
        switch (scope.Kind)
        {
            case ScopeKind.None:
                return Task.CompletedTask;
            case ScopeKind.All:
                throw ConsentErrors.ScopeNotGranted();
            default:
                var passing = gate.RosterAsync(context);
                if (!passing.IsCompletedSuccessfully)
                {
                    return CheckLaterAsync(grant, scope, passing);
                }

                Check(grant, scope, passing.Result.Registry);
                return Task.CompletedTask;
        }
    }

    private static Demand? DemandOf(ServerCallContext context) =>
        context.GetHttpContext().GetEndpoint()?.Metadata.GetMetadata<Demand>();

    private static async Task CheckLaterAsync(Grant grant, Scope scope, ValueTask<ReplicaRoster> passing) =>
        Check(grant, scope, (await passing).Registry);

    // What cannot be read is refused here as its method would: nothing passes that a handler might read in another way.
    private static void Check(Grant grant, in Scope scope, RosterRegistry registry)
    {
        var reader = new RequestReader(default);
        var isCovered = (scope.Account.Length == 0 || grant.Covers(reader.Account("account_id", scope.Account)))
            && (scope.Sender.Length == 0 || Covers(grant, reader.Sender("sender_number", scope.Sender), registry));
        for (var index = 0; isCovered && index < scope.Senders?.Count; index++)
        {
            isCovered = Covers(grant, reader.Sender("sender_numbers", scope.Senders[index]), registry);
        }

        reader.ThrowIfInvalid();
        if (!isCovered)
        {
            throw ConsentErrors.ScopeNotGranted();
        }
    }

    private static bool Covers(Grant grant, SenderNumber sender, RosterRegistry registry) =>
        grant.Covers(sender, registry.RouteOf(sender).Account);
}
