using System.Security.Cryptography.X509Certificates;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Grpc.Access;
using Consent.Silo.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Silo.Tests.Access;

public sealed class ClientCertificateReaderTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    public ClientCertificateReaderTests() => File.WriteAllText(_folder.File("callers.pem"), _authority.Pem);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("CN=gateway, O=Acme, C=US", null)]
    [InlineData("C=US, O=Acme, CN=gateway", null)]
    [InlineData("c=US,o=Acme,cn=gateway", null)]
    [InlineData(null, "gateway.example.com")]
    [InlineData(null, "GATEWAY.example.com")]
    [InlineData(null, "spiffe://example.com/Gateway")]
    public void Read_NamedInTheCertificate_IsThatCallerUntilItExpires(string? subject, string? san)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().AddDays(30).ToUnixTimeSeconds());
        var caller = Read(Reader(Named(subject, san)), Issue(until)).Caller;

        Assert.NotNull(caller);
        Assert.Equal($"certificate {subject ?? san}", caller.Name);
        Assert.Equal(
            new Grant(Roles.Check | Roles.Inbound, [AccountId.Parse("acme")], [SenderNumber.Parse("+15550006001")]), caller.Grant);
        Assert.Equal(until, caller.ExpiresAt!.Value.ToDateTimeOffset());
    }

    [Theory]
    [InlineData("CN=gateway", null)]
    [InlineData("CN=gateway, O=Acme", null)]
    [InlineData("CN=gateway, O=Acme, C=US, L=Here", null)]
    [InlineData("CN=gateway, O=acme, C=US", null)]
    [InlineData(null, "example.com")]
    [InlineData(null, "*.example.com")]
    [InlineData(null, "spiffe://example.com/gateway")]
    [InlineData(null, "spiffe://example.com/Gateway/")]
    [InlineData(null, "someone@example.com")]
    [InlineData(null, "gateway")]
    public void Read_OtherNames_AreNoCaller(string? subject, string? san)
    {
        var read = Read(Reader(Named(subject, san)), Issue());

        Assert.Null(read.Caller);
        Assert.Contains("of no caller", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutCertificate_IsNothing() => Assert.Null(Reader(Named(null, "gateway.example.com")).Read(new DefaultHttpContext()));

    [Fact]
    public void Read_CertificateThatExpiresMeanwhile_IsRefusedFromThenOn()
    {
        var reader = Reader(Named(null, "gateway.example.com"));
        using var certificate = Issue(_time.GetUtcNow().AddDays(30)).Load();
        var call = Call(certificate);
        Assert.NotNull(reader.Read(call)!.Value.Caller);

        _time.Advance(TimeSpan.FromDays(30));

        Assert.Contains("has expired", reader.Read(call)!.Value.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnotherConnectionOfTheCertificate_IsTheSameCaller()
    {
        var reader = Reader(Named(null, "gateway.example.com"));
        var issued = Issue();

        Assert.Same(Read(reader, issued).Caller, Read(reader, issued).Caller);
    }

    [Fact]
    public void Read_Again_AllocatesNothing()
    {
        var reader = Reader(Named(null, "gateway.example.com"));
        using var certificate = Issue().Load();
        var call = Call(certificate);
        Assert.NotNull(reader.Read(call)!.Value.Caller);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1_000; index++)
        {
            reader.Read(call);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Validate_GoodSettings_AreFine() => Assert.Empty(Failures(Named("CN=gateway", null)));

    [Fact]
    public void Validate_SettingsThatCannotBe_AreRefused()
    {
        (CertificateCaller Caller, string Key)[] bad =
        [
            (Named(null, null), ":0 must"),
            (Named("CN=gateway", "gateway"), ":0 must"),
            (Named("gateway", null), ":0:Subject"),
            (Named(null, "gateway", caller => caller.Roles = ""), ":0:Roles"),
            (Named(null, "gateway", caller => caller.Roles = "check,Admin"), ":0:Roles"),
            (Named(null, "gateway", caller => caller.Accounts = "Acme"), ":0:Accounts"),
            (Named(null, "gateway", caller => caller.Accounts = ""), ":0:Senders"),
            (Named(null, "gateway", caller => caller.Accounts = "acme,shop"), ":0:Senders"),
            (Named(null, "gateway", caller => caller.Senders = "12"), ":0:Senders"),
        ];

        Assert.All(bad, each => Assert.Contains(
            $"Authentication:Certificates:Callers{each.Key}", Assert.Single(Failures(each.Caller)), StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_OneNameTwice_IsRefused()
    {
        Assert.Contains("twice", Assert.Single(Failures(Named("CN=a, O=b", null), Named("O=b, CN=a", null))), StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Single(Failures(Named(null, "A.example"), Named(null, "a.example"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AuthorityWithoutCallersOrCallersWithoutAuthority_IsRefused()
    {
        Assert.Contains("Callers", Assert.Single(Failures()), StringComparison.Ordinal);
        Assert.Contains(
            "Authority",
            Assert.Single(Validate(new ClientCertificateOptions { Callers = [Named(null, "gateway")] })),
            StringComparison.Ordinal);
        Assert.Empty(Validate(new ClientCertificateOptions()));
    }

    [Fact]
    public void Validate_AuthorityThatCannotBe_IsRefusedAndNotShown()
    {
        using var below = _authority.Intermediate();
        foreach (var text in (string[])["", "secret text", _authority.Issue().KeyPem, below.Pem, _authority.Pem[..100]])
        {
            File.WriteAllText(_folder.File("callers.pem"), text);
            AssertAuthorityRefused(_folder.File("callers.pem"));
        }

        AssertAuthorityRefused(_folder.File("missing.pem"));
        AssertAuthorityRefused(_folder.Path);
        AssertAuthorityRefused("\0");
    }

    private static CertificateCaller Named(string? subject, string? san, Action<CertificateCaller>? change = null)
    {
        var caller = new CertificateCaller
        {
            Subject = subject, San = san, Roles = "check, inbound", Accounts = "acme", Senders = "+15550006001",
        };
        change?.Invoke(caller);
        return caller;
    }

    private static void AssertAuthorityRefused(string path)
    {
        var options = new ClientCertificateOptions { Authority = path, Callers = [Named(null, "gateway")] };
        var failure = Assert.Single(Validate(options));
        Assert.Contains("Authentication:Certificates:Authority", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Validate(ClientCertificateOptions options) =>
        new ClientCertificateOptionsValidator().Validate(null, options).Failures ?? [];

    private static ReadCredential Read(ClientCertificateReader reader, IssuedCertificate issued)
    {
        using var certificate = issued.Load();
        return reader.Read(Call(certificate))!.Value;
    }

    private static DefaultHttpContext Call(X509Certificate2 certificate)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature { ClientCertificate = certificate });
        return http;
    }

    private IssuedCertificate Issue(DateTimeOffset? until = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("someone@example.com");
        names.AddDnsName("Gateway.Example.Com");
        names.AddUri(new Uri("spiffe://example.com/Gateway"));
        return _authority.Issue(new X500DistinguishedName("CN=gateway, O=Acme, C=US"), names, until: until);
    }

    private IEnumerable<string> Failures(params List<CertificateCaller> callers) =>
        Validate(new ClientCertificateOptions { Authority = _folder.File("callers.pem"), Callers = callers });

    private ClientCertificateReader Reader(params List<CertificateCaller> callers) =>
        new(Options.Create(new ClientCertificateOptions { Authority = _folder.File("callers.pem"), Callers = callers }), _time);
}
