namespace Consent.Comparison.Servers;

/// <summary>What run.sh has built: the servers published alike, compiled ahead as the container's is.</summary>
/// <param name="Root">The checkout.</param>
internal sealed record Programs(string Root)
{
    public string Server => Built("server", "Consent.Silo.dll");

    public string Peers => Built("peers", "Consent.Peers.dll");

    public string Bench => Built("bench", "Consent.Bench.dll");

    public string Probe => Built("probe", "Consent.Probe.dll");

    public string Cluster => Path.Combine(Root, "eng", "cluster.sh");

    private string Built(string folder, string file) => Path.Combine(Root, "artifacts", "comparison", folder, file);
}
