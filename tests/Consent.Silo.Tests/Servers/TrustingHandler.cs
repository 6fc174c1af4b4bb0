using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Silo.Tests.Servers;

/// <summary>Handlers of clients that trust a test's authority, and check names as usual.</summary>
internal static class TrustingHandler
{
    public static SocketsHttpHandler Create(X509Certificate2? authority, X509Certificate2? own = null)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = Trust(authority);
        }

        if (own is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true);
        }

        return handler;
    }

    public static X509ChainPolicy Trust(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }
}
