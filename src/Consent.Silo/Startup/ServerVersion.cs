using System.Reflection;

namespace Consent.Silo.Startup;

/// <summary>The output of <c>--version</c>: the release, and the commit if the build knew it.</summary>
internal static class ServerVersion
{
    public const string Option = "--version";

    /// <summary>Gets the version as in <c>Consent 0.1.0 (commit 5c79dda…)</c>.</summary>
    public static string Text { get; } = Describe(
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <summary>
    /// The informational version is <c>0.1.0+COMMIT</c>, or <c>0.1.0</c> where the sources were built outside Git.
    /// </summary>
    internal static string Describe(string informationalVersion) =>
        informationalVersion.Split('+', 2) is [var release, var commit]
            ? $"Consent {release} (commit {commit})"
            : $"Consent {informationalVersion}";
}
