using Consent.Roster.Replicas;

namespace Consent.Roster.Tests.Replicas;

internal sealed class FakeMembership : IMembership
{
    public bool IsMember { get; set; } = true;

    public Task<bool> IsMemberAsync(CancellationToken cancellation) => Task.FromResult(IsMember);
}
