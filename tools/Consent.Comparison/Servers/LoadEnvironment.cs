namespace Consent.Comparison.Servers;

/// <summary>How this process uses sockets, as Consent.Load's own program does: no server is to inherit it.</summary>
internal static class LoadEnvironment
{
    private static readonly string[] Variables =
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"];

    /// <summary>Before the first socket.</summary>
    public static void Use() => Array.ForEach(Variables, variable => Environment.SetEnvironmentVariable(variable, "1"));

    public static void KeepFrom(IDictionary<string, string?> environment) => Array.ForEach(Variables, variable => environment.Remove(variable));
}
