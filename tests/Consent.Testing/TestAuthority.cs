using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Testing;

/// <summary>An authority, and certificates of it as a test wants them.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";
    private const int SerialBytes = 16;

    // Files of certificates have no finer times.
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _chain;

    /// <summary>Makes an authority that nothing stands above.</summary>
    public TestAuthority(string name = "Test authority")
    {
        Certificate = Request(name, _key).CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
        _chain = "";
    }

    private TestAuthority(string name, TestAuthority issuer)
    {
        using var signed = Request(name, _key).Create(issuer.Certificate, Now.AddYears(-1), Now.AddMonths(11), Serial());
        Certificate = signed.CopyWithPrivateKey(_key);
        _chain = signed.ExportCertificatePem() + "\n" + issuer._chain;
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>An authority below this one, whose certificate is sent with those that it issues.</summary>
    public TestAuthority Intermediate(string name = "Intermediate authority") => new(name, this);

    /// <summary>A certificate for the loopback, servers and clients.</summary>
    public IssuedCertificate Issue(
        string name = "localhost", DateTimeOffset? from = null, DateTimeOffset? until = null, bool isForClients = true) =>
        Issue(new X500DistinguishedName($"CN={name}"), Names(name), from, until, isForClients);

    /// <summary>A certificate with any names.</summary>
    public IssuedCertificate Issue(
        X500DistinguishedName subject,
        SubjectAlternativeNameBuilder names,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        bool isForClients = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(Usages(isForClients), false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        using var certificate = request.Create(Certificate, from ?? Now.AddDays(-100), until ?? Now.AddDays(100), Serial());
        return new IssuedCertificate(
            certificate.ExportCertificatePem() + "\n" + _chain, key.ExportPkcs8PrivateKeyPem(), certificate.SerialNumber);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static SubjectAlternativeNameBuilder Names(string name)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        return names;
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static OidCollection Usages(bool isForClients)
    {
        var usages = new OidCollection { new(ForServers) };
        if (isForClients)
        {
            usages.Add(new Oid(ForClients));
        }

        return usages;
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }
}

/// <summary>A certificate, with those above it but for the authority, and its private key.</summary>
public sealed record IssuedCertificate(string Pem, string KeyPem, string Serial)
{
    /// <summary>As a client uses it.</summary>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Pem, KeyPem);

    /// <summary>Puts both into files, each in one step: the key first.</summary>
    public IssuedCertificate Write(string path, string keyPath)
    {
        Replace(keyPath, KeyPem);
        Replace(path, Pem);
        return this;
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
