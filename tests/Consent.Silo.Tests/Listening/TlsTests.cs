using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Net.Client;

namespace Consent.Silo.Tests.Listening;

/// <summary>A real server whose two ports speak TLS, with a certificate of an intermediate authority.</summary>
public sealed class TlsTests : IAsyncLifetime, IDisposable
{
    private const string CertificateInUse = "[4020]";
    private const string CertificateNotTaken = "[4021]";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _intermediate;

    private ServerProcess? _server;

    public TlsTests() => _intermediate = _authority.Intermediate();

    private ServerProcess Server => _server!;

    private string Path => _folder.File("server.pem");

    private string KeyPath => _folder.File("server.key");

    public async Task InitializeAsync()
    {
        _intermediate.Issue().Write(Path, KeyPath);
        _server = await ServerProcess.StartAsync(Setup());
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        _intermediate.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Handshake_OfEitherPort_OffersBothProtocolsSendsTheIntermediateAndKeepsOldTlsOut()
    {
        foreach (var address in new[] { Server.GrpcAddress, Server.Web.BaseAddress! })
        {
            Assert.Equal("https", address.Scheme);
            Assert.Equal(HttpVersion.Version20, await VersionAsync(address, HttpVersion.Version20));
            Assert.Equal(HttpVersion.Version11, await VersionAsync(address, HttpVersion.Version11));

            using var tls = await ConnectAsync(address, SslProtocols.None);
            Assert.Equal([_intermediate.Certificate.SerialNumber], tls.Sent.Skip(1));
#pragma warning disable CA5397, SYSLIB0039 // What must not work.
            await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(address, SslProtocols.Tls11));
#pragma warning restore CA5397, SYSLIB0039
        }
    }

    [Fact]
    public async Task Calls_OverTls_AreTheSameOnBothPorts()
    {
        await Server.RecordAsync(Wire.Text("+15557001001", "STOP", "1"));
        var check = new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = "+15557001001" };

        Assert.Equal(Decision.Blocked, await Server.CheckAsync("+15557001001"));
        using var web = GrpcChannel.ForAddress(
            Server.Web.BaseAddress!, new GrpcChannelOptions { HttpHandler = TrustingHandler.Create(_authority.Certificate) });
        Assert.Equal(Decision.Blocked, (await new ConsentAuthority.ConsentAuthorityClient(web).CheckSendAsync(check, deadline: TimeLimit.Deadline)).Decision);
        using var json = new StringContent("""{"senderNumber":"+15550006001","customerNumber":"+15557001001"}""", Encoding.UTF8, "application/json");
        using var client = new HttpClient(TrustingHandler.Create(_authority.Certificate));
        using var answer = await client.PostAsync(new Uri(Server.GrpcAddress, "/v1/sends:check"), json);
        Assert.Contains("BLOCKED", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutTlsOrWithoutTrust_GetsNoAnswer()
    {
        using var plain = new HttpClient();
        using var stranger = new HttpClient(TrustingHandler.Create(_intermediate.Certificate));

        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync(new UriBuilder(Server.Web.BaseAddress!) { Scheme = "http" }.Uri));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(new Uri(Server.Web.BaseAddress!, "/healthz")));
        Assert.True(await Server.IsReadyAsync());
    }

    // Kestrel's own renewal closes the port and resets what goes on for longer than five seconds.
    [Fact]
    public async Task Renewal_UnderAnOpenStreamAndCalls_DropsNoneAndIsUsedForNewConnections()
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        using var watch = new ConsentLedger.ConsentLedgerClient(Server.Connect()).WatchLedger(
            new WatchLedgerRequest { AfterPosition = -1 }, cancellationToken: patience.Token);
        Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
        using var over = new CancellationTokenSource();
        var calls = CallAsync(over.Token);

        var renewed = _intermediate.Issue().Write(Path, KeyPath);
        Assert.Contains(renewed.Serial, await Server.Output.LineAsync(CertificateInUse, nth: 2), StringComparison.Ordinal);
        using (var tls = await ConnectAsync(Server.GrpcAddress, SslProtocols.None))
        {
            Assert.Equal(renewed.Serial, tls.Sent[0]);
        }

        await Server.RecordAsync(Wire.Text("+15557001002", "STOP", "2"));
        while (watch.ResponseStream.Current.Entry?.MessageId != "2")
        {
            Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
        }

        await over.CancelAsync();
        Assert.True(await calls > 0);
    }

    [Fact]
    public async Task Renewal_CertificateOfAnotherKey_KeepsTheOldAndSaysSo()
    {
        var other = _intermediate.Issue();
        await File.WriteAllTextAsync(Path, other.Pem);

        await Server.Output.LineAsync(CertificateNotTaken);
        using var tls = await ConnectAsync(Server.GrpcAddress, SslProtocols.None);

        Assert.NotEqual(other.Serial, tls.Sent[0]);
    }

    private ServerSetup Setup() => new(_folder.Path)
    {
        Authority = _authority.Certificate,
        Settings =
        [
            "Listen:Grpc=https://127.0.0.1:0", "Listen:Web=https://127.0.0.1:0",
            $"Listen:Certificate:Path={Path}", $"Listen:Certificate:KeyPath={KeyPath}",
        ],
    };

    // Each on a connection of its own, so that every moment of the renewal is met by a handshake.
    private async Task<int> CallAsync(CancellationToken over)
    {
        for (var count = 0; ; count++)
        {
            if (over.IsCancellationRequested)
            {
                return count;
            }

            Assert.NotNull(await VersionAsync(Server.Web.BaseAddress!, HttpVersion.Version20));
        }
    }

    private async Task<Version> VersionAsync(Uri address, Version version)
    {
        using var client = new HttpClient(TrustingHandler.Create(_authority.Certificate)) { Timeout = TimeLimit.Generous };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/healthz"))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Version;
    }

    private async Task<Handshake> ConnectAsync(Uri address, SslProtocols protocols)
    {
        var handshake = new Handshake(new TcpClient(AddressFamily.InterNetwork));
        try
        {
            await handshake.MakeAsync(address, protocols, TrustingHandler.Trust(_authority.Certificate));
            return handshake;
        }
        catch
        {
            handshake.Dispose();
            throw;
        }
    }

    /// <summary>A handshake, and the serial numbers of the certificates that the server sent.</summary>
    private sealed class Handshake(TcpClient client) : IDisposable
    {
        public IReadOnlyList<string> Sent { get; private set; } = [];

        public async Task MakeAsync(Uri address, SslProtocols protocols, X509ChainPolicy trust)
        {
            await client.ConnectAsync(address.Host, address.Port);
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = address.Host,
                EnabledSslProtocols = protocols,
                CertificateChainPolicy = trust,
                RemoteCertificateValidationCallback = (_, _, chain, errors) =>
                {
                    Sent = [.. chain!.ChainPolicy.ExtraStore.Select(each => each.SerialNumber)];
                    return errors == SslPolicyErrors.None;
                },
            });
        }

        public void Dispose() => client.Dispose();
    }
}
