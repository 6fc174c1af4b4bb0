using Consent.Torture.Clusters;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>A test that makes network namespaces and mounts.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Root.Reason;
}

/// <inheritdoc cref="RootFactAttribute"/>
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = Root.Reason;
}
