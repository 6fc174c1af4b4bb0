using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Cluster;

/// <summary>One server on PostgreSQL whose silo port asks for certificates, and strangers at that port.</summary>
public sealed class ClusterTlsTests : IAsyncLifetime, IDisposable
{
    private const string Name = "consent";
    private const string CertificateInUse = "Cluster:Certificate[4020]";
    private const string PeerRefused = "ClusterTls[4024]";
    private const string HandshakeFailed = "TlsServerConnectionMiddleware";
    private const int Strangers = 20;

    private static readonly SslApplicationProtocol Orleans = new("Orleans1");

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();
    private readonly int _port = FreePort.Find();

    private ServerProcess? _server;

    private ServerProcess Server => _server!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.File("authority.pem"), _authority.Pem);
        Write(_authority.Issue(Name));
        _server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
        {
            ConnectionString = PostgresServer.Shared.CreateDatabase(),
            Settings =
            [
                "Storage:Provider=PostgreSQL", $"Cluster:SiloPort={_port}", "Cluster:GatewayPort=0",
                $"Cluster:Certificate:Path={_folder.File("cluster.pem")}", $"Cluster:Certificate:KeyPath={_folder.File("cluster.key")}",
                $"Cluster:Authority={_folder.File("authority.pem")}",
            ],
        });
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        _other.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task SiloPort_OfAMember_LetsItInAndShowsTheCertificate()
    {
        var (isLetIn, serial) = await TryAsync(_authority.Issue(Name));

        Assert.True(isLetIn);
        Assert.Equal(await File.ReadAllTextAsync(_folder.File("serial")), serial);
    }

    [Theory]
    [InlineData("another authority", "it is not from the authority")]
    [InlineData("expired", "it has expired, or is not valid yet")]
    [InlineData("another name", "it does not have the DNS name 'consent'")]
    public async Task SiloPort_OfAStrangerWithACertificate_IsRefusedWithTheReason(string fault, string reason)
    {
        var shown = fault switch
        {
            "another authority" => _other.Issue(Name),
            "expired" => _authority.Issue(Name, until: TimeProvider.System.GetUtcNow().AddDays(-1)),
            _ => _authority.Issue("client"),
        };

        Assert.False((await TryAsync(shown)).IsLetIn);

        var line = await Server.Output.LineAsync(PeerRefused);
        Assert.Contains(shown.Serial, line, StringComparison.Ordinal);
        Assert.Contains($"not accepted: {reason}", line, StringComparison.Ordinal);
        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task SiloPort_OfManyStrangers_AreCountedWithoutStacksAndHarmNobody()
    {
        using var silent = new TcpClient(AddressFamily.InterNetwork);
        await silent.ConnectAsync(IPAddress.Loopback, _port);
        for (var stranger = 0; stranger < Strangers; stranger++)
        {
            Assert.False((await TryAsync(null)).IsLetIn);
            await SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
            await SendAsync([]);
        }

        // Each kind is written once, and counted when it has ended.
        await Server.Output.LineAsync($"{HandshakeFailed}[1] came ");
        await Server.Output.LineAsync($"{HandshakeFailed}[2] Authentication timed out");
        Assert.InRange(
            Server.Output.Lines.Count(line => line.Contains($"{HandshakeFailed}[1] Authentication failed", StringComparison.Ordinal)), 1, Strangers);
        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task Renewal_OfTheClustersCertificate_IsShownToNewConnections()
    {
        var renewed = Write(_authority.Issue(Name));

        Assert.Contains(renewed.Serial, await Server.Output.LineAsync(CertificateInUse, nth: 2), StringComparison.Ordinal);
        var (isLetIn, serial) = await TryAsync(_authority.Issue(Name));

        Assert.True(isLetIn);
        Assert.Equal(renewed.Serial, serial);
    }

    private async Task AssertUntouchedAsync()
    {
        Assert.True((await Server.RecordAsync(Wire.Text("+15557001001", "STOP", "1"))).Applied);
        Assert.Equal(Decision.Blocked, await Server.CheckAsync("+15557001001"));
        Assert.DoesNotContain("   at ", Server.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\\n", Server.Output.ToString(), StringComparison.Ordinal);
    }

    private IssuedCertificate Write(IssuedCertificate issued)
    {
        File.WriteAllText(_folder.File("serial"), issued.Serial);
        return issued.Write(_folder.File("cluster.pem"), _folder.File("cluster.key"));
    }

    // With TLS 1.3 a client's handshake is over before the server has looked at its certificate: only a read tells. A member hears at once
    // who the server is.
    private async Task<(bool IsLetIn, string? Serial)> TryAsync(IssuedCertificate? own)
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, _port, patience.Token);
        await using var stream = new SslStream(client.GetStream());
        string? serial = null;
        using var certificate = own?.Load();
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = Name,
                    ApplicationProtocols = [Orleans],
                    ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
                    CertificateChainPolicy = TrustingHandler.Trust(_authority.Certificate),
                    RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                    {
                        serial = shown!.GetSerialNumberString();
                        return errors == SslPolicyErrors.None;
                    },
                },
                patience.Token);
            return (await stream.ReadAsync(new byte[1], patience.Token) > 0, serial);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return (false, serial);
        }
    }

    private async Task SendAsync(byte[] bytes)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await client.GetStream().WriteAsync(bytes);
    }
}
