using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Certificates;

namespace Consent.Silo.Cluster;

/// <summary>What this server shows the others, and what they must show.</summary>
/// <param name="Certificate">Its certificate.</param>
/// <param name="Trust">The common authority, and nothing that the machine trusts.</param>
/// <param name="Name">The name that each certificate must have.</param>
internal sealed record ClusterIdentity(Certificate Certificate, X509ChainPolicy Trust, string Name)
{
    public const string Section = $"{ConsentClusterOptions.Section}:{nameof(ConsentClusterOptions.Certificate)}";

    private const string AuthorityKey = $"{ConsentClusterOptions.Section}:{nameof(ConsentClusterOptions.Authority)}";

    private static readonly Oid[] BothSides = [new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")];

    /// <summary>The files of all three. They are read together, so that a certificate is never used without its authority.</summary>
    public static CertificateSource<ClusterIdentity> Source(ConsentClusterOptions options)
    {
        var authority = new PemFile(AuthorityKey, options.Authority);
        return new(Section, options.Certificate, authority, (certificate, pem) =>
            new ClusterIdentity(certificate, TrustIn(Certificate.ReadAll(authority, pem)), options.ClusterId).Required());
    }

    // What the other servers would refuse is refused here, where it can be told how to mend it.
    private ClusterIdentity Required()
    {
        using var chain = new X509Chain { ChainPolicy = Trust.Clone() };
        chain.ChainPolicy.ExtraStore.AddRange(Certificate.Intermediates);
        foreach (var side in BothSides)
        {
            chain.ChainPolicy.ApplicationPolicy.Add(side);
        }

        var failure = chain.Build(Certificate.Leaf) ? PeerCertificate.NameFailure(Certificate.Leaf, Name) : PeerCertificate.ChainFailure(chain);
        return failure is null
            ? this
            : throw new CertificateRefusedException(
                $"The other servers would not accept the certificate of {Section}:Path: {failure}. It must come from {AuthorityKey}, "
                + $"be for servers and for clients, and have the DNS name '{Name}', which is Cluster:ClusterId.");
    }

    private static X509ChainPolicy TrustIn(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
