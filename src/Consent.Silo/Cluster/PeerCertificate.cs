using System.Security.Cryptography.X509Certificates;

namespace Consent.Silo.Cluster;

/// <summary>Why another server's certificate is not accepted. What a stranger wrote into it is not repeated.</summary>
internal static class PeerCertificate
{
    public static string ChainFailure(X509Chain? chain)
    {
        var statuses = chain?.ChainStatus.Select(status => status.Status).Where(status => status != X509ChainStatusFlags.NoError).ToList();
        return statuses switch
        {
            null or [] => "it cannot be verified",
            _ when statuses.Exists(IsStranger) => "it is not from the authority",
            _ when statuses.Contains(X509ChainStatusFlags.NotTimeValid) => "it has expired, or is not valid yet",
            _ when statuses.Contains(X509ChainStatusFlags.NotValidForUsage) => "it is not for servers and clients",
            _ => string.Join(", ", statuses),
        };
    }

    /// <summary>Each server's certificate has the cluster's name: exactly, so that no wildcard admits another.</summary>
    public static string? NameFailure(X509Certificate2 certificate, string name)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames());
        return names.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : $"it does not have the DNS name '{name}'";
    }

    private static bool IsStranger(X509ChainStatusFlags status) =>
        status is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.NotSignatureValid;
}
