namespace Consent.Torture.Clusters;

/// <summary>Whether this process may do what only root can.</summary>
internal static class Root
{
    /// <summary>Gets why network namespaces and mounts cannot be made here: null where they can.</summary>
    public static string? Reason => Environment.IsPrivilegedProcess ? null : "Only root can make network namespaces and mounts: run as root.";
}
