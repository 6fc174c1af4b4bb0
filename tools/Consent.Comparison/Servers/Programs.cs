namespace Consent.Comparison.Servers;

/// <summary>What run.sh has built: the servers published alike, compiled ahead as the container's is.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="Before">Another build of the server, where there is one.</param>
internal sealed record Programs(string Root, string? Before)
{
    public string Server { get; init; } = Path.Combine(Root, "artifacts", "comparison", "server", "Consent.Silo.dll");

    public string Peers => Built("peers", "Consent.Peers.dll");

    public string Bench => Built("bench", "Consent.Bench.dll");

    public string Probe => Built("probe", "Consent.Probe.dll");

    public string Certificates => Path.Combine(Root, "eng", "certificates.sh");

    public string Cluster => Path.Combine(Root, "eng", "cluster.sh");

    private string Built(string folder, string file) => Path.Combine(Root, "artifacts", "comparison", folder, file);
}
