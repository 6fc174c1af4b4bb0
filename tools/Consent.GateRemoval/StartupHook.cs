using Consent.GateRemoval;
using Microsoft.AspNetCore.Hosting;

[assembly: HostingStartup(typeof(GateRemovalStartup))]

/// <summary>Takes the freshness gate out of the server that loads this assembly.</summary>
/// <remarks>The runtime looks for this name, without a namespace.</remarks>
internal static class StartupHook
{
    public static void Initialize() =>
        Environment.SetEnvironmentVariable("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", typeof(StartupHook).Assembly.GetName().Name);
}
