using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Cluster;

/// <summary>Two servers on a PostgreSQL, with TLS everywhere, as docs/security.md says, with the certificates of eng/certificates.sh.</summary>
public sealed class TlsCluster : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<X509Certificate2> _loaded = [];

    private PostgresServer? _postgres;

    internal IReadOnlyList<ServerProcess> Servers { get; private set; } = [];

    internal string Certificates => _folder.File("certificates");

    private string ConnectionString { get; set; } = null!;

    public async Task InitializeAsync()
    {
        await MakeCertificatesAsync(Certificates);
        _postgres = new PostgresServer(certificate: new IssuedCertificate(
            await File.ReadAllTextAsync(Path.Combine(Certificates, "postgres.pem")),
            await File.ReadAllTextAsync(Path.Combine(Certificates, "postgres.key")),
            Serial: ""));
        ConnectionString = PostgresServer.OverTls(
            _postgres.CreateDatabase("TEMPLATE template0"), Path.Combine(Certificates, "authority.pem"));
        Servers = [await ServerProcess.StartAsync(Setup(Certificates)), await ServerProcess.StartAsync(Setup(Certificates))];
    }

    public async Task DisposeAsync()
    {
        foreach (var server in Servers)
        {
            await server.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _postgres?.Dispose();
        _loaded.ForEach(certificate => certificate.Dispose());
        _folder.Dispose();
    }

    /// <summary>Makes or renews certificates.</summary>
    internal static async Task MakeCertificatesAsync(string folder)
    {
        using var script = Process.Start(
            new ProcessStartInfo("bash", [Repository.Combine("eng", "certificates.sh"), folder]) { RedirectStandardError = true })!;
        var errors = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        Assert.True(script.ExitCode == 0, errors);
    }

    /// <summary>One more server.</summary>
    /// <param name="certificates">The folder of its certificate to the others.</param>
    internal ServerSetup Setup(string certificates)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Certificates, "authority.pem"));
        _loaded.Add(authority);
        return new ServerSetup(_folder.Path)
        {
            Authority = authority,
            ConnectionString = ConnectionString,
            Settings =
            [
                "Listen:Grpc=https://127.0.0.1:0", "Listen:Web=https://127.0.0.1:0",
                $"Listen:Certificate:Path={Certificates}/server.pem", $"Listen:Certificate:KeyPath={Certificates}/server.key",
                "Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0",
                $"Cluster:Certificate:Path={certificates}/cluster.pem", $"Cluster:Certificate:KeyPath={certificates}/cluster.key",
                $"Cluster:Authority={certificates}/authority.pem",
            ],
        };
    }
}
