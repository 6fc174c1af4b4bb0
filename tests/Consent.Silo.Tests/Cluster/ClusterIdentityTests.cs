using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Certificates;
using Consent.Silo.Cluster;

namespace Consent.Silo.Tests.Cluster;

public sealed class ClusterIdentityTests : IDisposable
{
    private const string Name = "cluster.example";

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _intermediate;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public ClusterIdentityTests() => _intermediate = _authority.Intermediate();

    public void Dispose()
    {
        _intermediate.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Source_CertificateOfTheAuthority_CanBeUsed()
    {
        Assert.Null(Failure(_authority.Issue(Name)));
        Assert.Null(Failure(_intermediate.Issue(Name.ToUpperInvariant())));
    }

    [Fact]
    public void Source_OldAndNewAuthority_TakesCertificatesOfBoth()
    {
        using var renewed = new TestAuthority();
        var both = _authority.Pem + "\n" + renewed.Pem;

        Assert.Null(Failure(_authority.Issue(Name), both));
        Assert.Null(Failure(renewed.Issue(Name), both));
    }

    [Theory]
    [InlineData("another authority", "it is not from the authority")]
    [InlineData("without its intermediate", "it is not from the authority")]
    [InlineData("another name", $"it does not have the DNS name '{Name}'")]
    [InlineData("wildcard", $"it does not have the DNS name '{Name}'")]
    [InlineData("longer name", $"it does not have the DNS name '{Name}'")]
    [InlineData("servers only", "it is not for servers and clients")]
    [InlineData("no authority", "holds no certificate in PEM")]
    public void Source_WhatTheOthersWouldRefuse_IsRefusedWithTheReason(string fault, string reason)
    {
        using var other = new TestAuthority();
        var failure = fault switch
        {
            "another authority" => Failure(other.Issue(Name)),
            "without its intermediate" => Failure(
                _intermediate.Issue(Name) is var issued ? issued with { Pem = issued.Pem.Split("\n\n")[0].Split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----" } : issued),
            "another name" => Failure(_authority.Issue("consent")),
            "wildcard" => Failure(_authority.Issue("*.example")),
            "longer name" => Failure(_authority.Issue("a." + Name)),
            "servers only" => Failure(_authority.Issue(Name, isForClients: false)),
            _ => Failure(_authority.Issue(Name), authority: "nothing"),
        };

        Assert.Contains(reason, failure, StringComparison.Ordinal);
    }

    // What the machine trusts must admit nobody.
    [Fact]
    public void Source_Trust_IsTheAuthorityAlone()
    {
        var identity = Load(_authority.Issue(Name), _authority.Pem);

        Assert.Equal(X509ChainTrustMode.CustomRootTrust, identity.Trust.TrustMode);
        Assert.Equal(_authority.Certificate.SerialNumber, Assert.Single(identity.Trust.CustomTrustStore).SerialNumber);
        Assert.True(identity.Trust.DisableCertificateDownloads);
    }

    private string? Failure(IssuedCertificate issued, string? authority = null) => Source(issued, authority ?? _authority.Pem).Failure(_now);

    private ClusterIdentity Load(IssuedCertificate issued, string authority)
    {
        var source = Source(issued, authority);
        return source.Load(source.ReadFiles(), _now).Value;
    }

    private CertificateSource<ClusterIdentity> Source(IssuedCertificate issued, string authority)
    {
        var (path, keyPath, authorityPath) = (_folder.File("cluster.pem"), _folder.File("cluster.key"), _folder.File("authority.pem"));
        issued.Write(path, keyPath);
        File.WriteAllText(authorityPath, authority);
        return ClusterIdentity.Source(new ConsentClusterOptions
        {
            ClusterId = Name,
            Certificate = new CertificateOptions { Path = path, KeyPath = keyPath },
            Authority = authorityPath,
        });
    }
}
