using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Silo.Access;

/// <summary>The authorities whose client certificates are taken. Those that this machine trusts do not count.</summary>
internal sealed class ClientAuthorities
{
    /// <summary>Why a certificate is not taken outside its time.</summary>
    public const string OutOfTime = "The client certificate has expired, or is not valid yet.";

    private const string Setting = $"{ClientCertificateOptions.Section}:{nameof(ClientCertificateOptions.Authority)}";

    // id-kp-clientAuth. A certificate that names no use is for every use.
    private static readonly Oid ForClients = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _roots = [];
    private readonly X509Certificate2Collection _intermediates = [];

    /// <exception cref="KeysUnreadableException">The file has no authority that could be trusted.</exception>
    public ClientAuthorities(string path)
    {
        foreach (var certificate in Read(path))
        {
            (IsRoot(certificate) ? _roots : _intermediates).Add(certificate);
        }

        if (_roots.Count == 0)
        {
            throw new KeysUnreadableException($"{Setting} names a file without a root authority, one that issued itself.");
        }
    }

    /// <summary>Says why a file cannot be used; null where it can.</summary>
    public static string? Problem(string path)
    {
        try
        {
            _ = new ClientAuthorities(path);
            return null;
        }
        catch (KeysUnreadableException e)
        {
            return e.Message;
        }
    }

    /// <summary>Says why a certificate is not taken at that time; null where it is.</summary>
    public string? Problem(X509Certificate2 certificate, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_intermediates);
        policy.ApplicationPolicy.Add(ForClients);
        policy.VerificationTime = now.UtcDateTime;

        // What a stranger's certificate names is not fetched.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        if (chain.Build(certificate))
        {
            return null;
        }

        var faults = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        return faults == X509ChainStatusFlags.NotTimeValid ? OutOfTime
            : faults.HasFlag(X509ChainStatusFlags.NotValidForUsage) ? "The client certificate is not for clients (extendedKeyUsage)."
            : "The client certificate is not of an authority that is accepted.";
    }

    private static X509Certificate2Collection Read(string path)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeysUnreadableException($"{Setting} names a file that does not exist. It must be the path of a PEM file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            throw new KeysUnreadableException(
                $"{Setting} names a file that cannot be read. It must be the path of a PEM file that this server may read.");
        }
        catch (CryptographicException)
        {
            all.Clear();
        }

        return all.Count > 0 ? all : throw new KeysUnreadableException($"{Setting} names a file without certificates in PEM.");
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
