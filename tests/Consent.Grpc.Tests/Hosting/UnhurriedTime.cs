using Consent.Grpc.Wire;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>The system's clock, by which a call without a deadline may take as long as on a machine that is busy.</summary>
internal sealed class UnhurriedTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime == CallTime.ServersOwn ? TimeLimit.Generous : dueTime, period);
}
