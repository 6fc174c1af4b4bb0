using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Access;

/// <summary>Client certificates at a real server, by gRPC and by JSON.</summary>
public sealed class ClientCertificateTests(ClientCertificateTests.CertificateServer server)
    : IClassFixture<ClientCertificateTests.CertificateServer>
{
    private const string Gateway = "gateway.example.com";
    private const string Reports = "reports.example.com";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Check_CertificateOfACaller_IsAnswered()
    {
        using var certificate = server.Callers.Issue(Gateway).Load();

        Assert.Equal(StatusCode.OK, (await CheckAsync(certificate)).Status);
        Assert.Equal(StatusCode.OK, (await CheckAsync(certificate)).Status);
    }

    [Fact]
    public async Task Check_CertificateOfAnIntermediateAuthority_IsAnswered()
    {
        using var certificate = server.Intermediate.Issue(Gateway).Load();

        Assert.Equal(StatusCode.OK, (await CheckAsync(certificate)).Status);
    }

    [Fact]
    public async Task Check_CallerBySubjectWithoutTheRole_IsDenied()
    {
        using var certificate = server.Callers.Issue(Reports).Load();
        var answer = await CheckAsync(certificate);

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_GRANTED"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Check_NoCertificate_IsRefused()
    {
        var answer = await server.Server.CheckWithAsync();

        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIAL_MISSING"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Check_CertificateThatHasExpired_IsRefused() =>
        await AssertRefusedAsync(server.Callers.Issue(Gateway, until: Now.AddDays(-1)), "has expired");

    [Fact]
    public async Task Check_CertificateThatIsNotValidYet_IsRefused() =>
        await AssertRefusedAsync(server.Callers.Issue(Gateway, from: Now.AddDays(1)), "not valid yet");

    [Fact]
    public async Task Check_CertificateOfAnotherAuthorityOfTheSameName_IsRefused()
    {
        using var stranger = new TestAuthority(CertificateServer.AuthorityName);

        await AssertRefusedAsync(stranger.Issue(Gateway), "not of an authority");
    }

    [Fact]
    public async Task Check_CertificateThatSignedItself_IsRefused()
    {
        using var stranger = new TestAuthority(Gateway);
        var answer = await CheckAsync(stranger.Certificate);

        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIAL_INVALID"), (answer.Status, answer.Reason));
        Assert.Contains("not of an authority", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CertificateOfTheServersOwnAuthority_IsRefused() =>
        await AssertRefusedAsync(server.Own.Issue(Gateway), "not of an authority");

    [Fact]
    public async Task Check_CertificateForServersAlone_IsRefused() =>
        await AssertRefusedAsync(server.Callers.Issue(Gateway, isForClients: false), "not for clients");

    [Fact]
    public async Task Check_CertificateOfNoCaller_IsRefused() =>
        await AssertRefusedAsync(server.Callers.Issue("stranger.example.com"), "of no caller");

    [Fact]
    public async Task Check_WrongCredentialInAHeader_IsNotReplacedByTheCertificate()
    {
        using var certificate = server.Callers.Issue(Gateway).Load();
        (string, string)[] wrong =
        [
            ("authorization", "Bearer opaque"), ("authorization", "Basic opaque"), ("authorization", ""), ("x-api-key", "opaque"),
            ("authorization", $"Bearer {server.Signer.Sign("another", Now)}"),
        ];

        foreach (var header in wrong)
        {
            Assert.Equal(StatusCode.Unauthenticated, (await CheckAsync(certificate, header)).Status);
        }
    }

    [Fact]
    public async Task Check_TokenAndCertificate_CountsTheToken()
    {
        using var certificate = server.Callers.Issue(Gateway).Load();
        using var reports = server.Callers.Issue(Reports).Load();
        var allowed = Token("check");

        Assert.Equal(StatusCode.PermissionDenied, (await CheckAsync(certificate, Token("read"))).Status);
        Assert.Equal(StatusCode.OK, (await CheckAsync(reports, allowed)).Status);
    }

    private (string Name, string Value) Token(string role) => ("authorization", "Bearer " + server.Signer.Sign(
        CertificateServer.Issuer,
        Now,
        claims =>
        {
            claims["roles"] = role;
            claims.Remove("accounts");
        }));

    private async Task AssertRefusedAsync(IssuedCertificate issued, string problem)
    {
        using var certificate = issued.Load();
        var answer = await CheckAsync(certificate);

        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIAL_INVALID"), (answer.Status, answer.Reason));
        Assert.Contains(problem, answer.Message, StringComparison.Ordinal);
    }

    private async Task<CredentialAnswer> CheckAsync(X509Certificate2 certificate, params (string Name, string Value)[] headers)
    {
        using var web = new HttpClient(TrustingHandler.Create(server.Own.Certificate, certificate))
        {
            BaseAddress = server.Server.Web.BaseAddress,
            Timeout = TimeLimit.Generous,
        };
        var authority = new ConsentAuthority.ConsentAuthorityClient(server.Server.Connect(certificate));
        return await CredentialCalls.CheckWithAsync(authority, web, headers);
    }

    /// <summary>A server with TLS that takes certificates of an authority, and tokens of a signer.</summary>
    public sealed class CertificateServer : IAsyncLifetime, IDisposable
    {
        public const string AuthorityName = "Callers authority";

        internal const string Issuer = "signer";

        private readonly TempFolder _folder = new();

        public TestAuthority Own { get; } = new();

        public TestAuthority Callers { get; } = new(AuthorityName);

        internal TestAuthority Intermediate { get; private set; } = null!;

        internal TokenSigner Signer { get; } = TokenSigner.Ecdsa();

        internal ServerProcess Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Intermediate = Callers.Intermediate();
            Own.Issue().Write(_folder.File("server.pem"), _folder.File("server.key"));
            await File.WriteAllTextAsync(_folder.File("callers.pem"), Callers.Pem + "\n" + Intermediate.Pem);
            await File.WriteAllTextAsync(_folder.File("signer.pem"), Signer.Pem);
            Server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
            {
                Authority = Own.Certificate,
                Settings =
                [
                    "Listen:Grpc=https://localhost:0", "Listen:Web=https://localhost:0",
                    $"Listen:Certificate:Path={_folder.File("server.pem")}", $"Listen:Certificate:KeyPath={_folder.File("server.key")}",
                    $"Authentication:Certificates:Authority={_folder.File("callers.pem")}",
                    $"Authentication:Certificates:Callers:0:San={Gateway}", "Authentication:Certificates:Callers:0:Roles=check,inbound",
                    $"Authentication:Certificates:Callers:1:Subject=CN={Reports}", "Authentication:Certificates:Callers:1:Roles=read",
                    $"Authentication:Jwt:PublicKey={_folder.File("signer.pem")}", $"Authentication:Jwt:Audience={TokenSigner.Audience}",
                    $"Authentication:Jwt:Issuers={Issuer}", "Authentication:Jwt:UnlimitedWithoutAccounts=true",
                ],
            });
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            Signer.Dispose();
            Intermediate.Dispose();
            Callers.Dispose();
            Own.Dispose();
        }

        public void Dispose() => _folder.Dispose();
    }
}
