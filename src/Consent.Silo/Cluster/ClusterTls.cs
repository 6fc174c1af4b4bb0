using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Certificates;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Consent.Silo.Cluster;

/// <summary>TLS between servers, both ways: each shows a certificate of the common authority that names the cluster.</summary>
internal static class ClusterTls
{
    public static void AddClusterTls(this IServiceCollection services)
    {
        services.AddCertificate(provider =>
            ClusterIdentity.Source(provider.GetRequiredService<IOptions<ConsentClusterOptions>>().Value));
        services.AddOptions<SiloConnectionOptions>()
            .Configure<CertificateRenewal<ClusterIdentity>, ILoggerFactory>((connections, identity, loggers) =>
            {
                identity.Start();
                var tls = Options(identity, loggers.CreateLogger(typeof(ClusterTls)));
                connections.ConfigureSiloInboundConnection(connection => connection.UseServerTls(tls));
                connections.ConfigureGatewayInboundConnection(connection => connection.UseServerTls(tls));
                connections.ConfigureSiloOutboundConnection(connection => connection.UseClientTls(tls));
            });
    }

    private static TlsOptions Options(CertificateRenewal<ClusterIdentity> identity, ILogger logger) => new()
    {
        // Despite its name it is about the other side, whichever side that is.
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidation = (certificate, chain, errors) => Accepts(identity.Current, certificate, chain, errors, logger),

        // Required, and replaced below.
        LocalServerCertificateSelector = (_, _) => identity.Current.Certificate.Leaf,
        OnAuthenticateAsServer = (_, handshake) => Show(identity.Current, (SslServerAuthenticationOptions)handshake.SslServerAuthenticationOptions),
        OnAuthenticateAsClient = (_, handshake) => Show(identity.Current, (SslClientAuthenticationOptions)handshake.SslClientAuthenticationOptions),
    };

    private static void Show(ClusterIdentity identity, SslServerAuthenticationOptions handshake)
    {
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = identity.Certificate.Context;
        handshake.CertificateChainPolicy = identity.Trust;

        // A resumed session would carry a certificate on that is no longer accepted.
        handshake.AllowTlsResume = false;
    }

    private static void Show(ClusterIdentity identity, SslClientAuthenticationOptions handshake)
    {
        handshake.LocalCertificateSelectionCallback = null;
        handshake.ClientCertificateContext = identity.Certificate.Context;
        handshake.CertificateChainPolicy = identity.Trust;
        handshake.AllowTlsResume = false;
    }

    // The chain has been built by our policy. Addresses are not names here, so the name is checked in both directions.
    private static bool Accepts(
        ClusterIdentity identity, X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, ILogger logger)
    {
        var reason = errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || chain is null
            ? PeerCertificate.ChainFailure(chain)
            : PeerCertificate.NameFailure(certificate, identity.Name);
        if (reason is not null)
        {
            Log.PeerRefused(logger, certificate.SerialNumber, reason);
        }

        return reason is null;
    }
}
