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

internal static class Root
{
    /// <summary>Gets why such tests cannot run here: null where they can.</summary>
    public static string? Reason => Environment.IsPrivilegedProcess ? null : "Only root can make network namespaces and mounts: run as root.";
}
