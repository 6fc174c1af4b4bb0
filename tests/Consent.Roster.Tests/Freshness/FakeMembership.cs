using Consent.Roster.Freshness;

namespace Consent.Roster.Tests.Freshness;

internal sealed class FakeMembership : IMembership
{
    public bool IsMember { get; set; } = true;

    public Task<bool> IsMemberAsync(CancellationToken cancellation) => Task.FromResult(IsMember);
}
