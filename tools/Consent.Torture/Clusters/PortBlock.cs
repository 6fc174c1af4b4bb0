using System.Net.NetworkInformation;

namespace Consent.Torture.Clusters;

/// <summary>A hundred ports that no cluster has and nobody listens on, below those that the system gives out by itself.</summary>
internal static class PortBlock
{
    private const int Size = 100;
    private const int First = 20_000;
    private const int Blocks = 100;

    public static int Find()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port / Size).ToHashSet();

        // Another run that looks at the same time starts elsewhere.
        return Enumerable.Range(0, Blocks)
            .Select(block => First / Size + (block + Environment.ProcessId) % Blocks)
            .Where(block => !taken.Contains(block))
            .Select(block => block * Size)
            .First(port => !Directory.Exists(ClusterScript.FolderOf(port)));
    }
}
