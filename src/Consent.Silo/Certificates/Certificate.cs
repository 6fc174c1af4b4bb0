using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Silo.Certificates;

/// <summary>A certificate with its private key, and the intermediate certificates that are sent with it.</summary>
internal sealed class Certificate
{
    private const string EncryptedKey = "ENCRYPTED";

    private Certificate(X509Certificate2 leaf, X509Certificate2Collection intermediates)
    {
        Leaf = leaf;
        Intermediates = intermediates;
        Context = SslStreamCertificateContext.Create(leaf, intermediates, offline: true);
    }

    public X509Certificate2 Leaf { get; }

    public X509Certificate2Collection Intermediates { get; }

    /// <summary>Gets what a handshake sends. The same object is used for all, so that sessions can be resumed.</summary>
    public SslStreamCertificateContext Context { get; }

    public DateTimeOffset ExpiresAt => Leaf.NotAfter;

    public string Serial => Leaf.SerialNumber;

    /// <summary>Reads a certificate that can be used now.</summary>
    /// <param name="file">Where it is from, for messages.</param>
    /// <param name="pem">The certificate, then the intermediate ones.</param>
    /// <param name="keyFile">Where the key is from.</param>
    /// <param name="keyPem">The private key.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CertificateRefusedException">It cannot be used.</exception>
    public static Certificate Read(PemFile file, string pem, PemFile keyFile, string keyPem, DateTimeOffset now)
    {
        var chain = ReadAll(file, pem);
        if (PemEncoding.TryFind(keyPem, out _) && keyPem.Contains(EncryptedKey, StringComparison.Ordinal))
        {
            throw new CertificateRefusedException(
                $"{keyFile.Key} is '{keyFile.Path}', whose private key is encrypted. Give it decrypted, readable for this user only.");
        }

        X509Certificate2 leaf;
        try
        {
            leaf = X509Certificate2.CreateFromPem(pem, keyPem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateRefusedException(
                $"{keyFile.Key} is '{keyFile.Path}', which holds no private key of the certificate in '{file.Path}'. "
                + "Give the PEM file of the private key that belongs to the certificate.");
        }

        RequireValid(file, leaf, now);
        chain.RemoveAt(0);
        return new Certificate(leaf, chain);
    }

    /// <summary>All certificates of a PEM file, which has at least one.</summary>
    /// <exception cref="CertificateRefusedException">It has none, or half of one.</exception>
    public static X509Certificate2Collection ReadAll(PemFile file, string pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            all.Clear();
        }

        return all.Count > 0
            ? all
            : throw new CertificateRefusedException($"{file.Key} is '{file.Path}', which holds no certificate in PEM, or only part of one.");
    }

    private static void RequireValid(PemFile file, X509Certificate2 leaf, DateTimeOffset now)
    {
        if (now >= leaf.NotAfter)
        {
            throw new CertificateRefusedException(
                $"{file.Key} is '{file.Path}', whose certificate expired on {leaf.NotAfter.ToUniversalTime():u}. Renew it.");
        }

        if (now < leaf.NotBefore)
        {
            throw new CertificateRefusedException(
                $"{file.Key} is '{file.Path}', whose certificate is valid only from {leaf.NotBefore.ToUniversalTime():u} on. "
                + "Look at this machine's clock.");
        }
    }
}
