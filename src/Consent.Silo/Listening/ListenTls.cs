using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Consent.Silo.Listening;

/// <summary>How callers' TLS handshakes are answered.</summary>
internal static class ListenTls
{
    public const string Section = $"{ListenOptions.Section}:{nameof(ListenOptions.Certificate)}";

    // With it callers are asked for a certificate.
    private const string CallersCertificates = "Authentication:Certificates";

    /// <summary>The certificate of both ports, and what a handshake is answered with.</summary>
    public static CertificateSource<SslServerAuthenticationOptions> Source(ListenOptions options, IConfiguration configuration)
    {
        var asksCallers = configuration.GetSection(CallersCertificates).Exists();
        return new(Section, options.Certificate, Authority: null, (certificate, _) => Handshake(certificate, asksCallers));
    }

    /// <summary>Kestrel's own renewal of certificates closes the port and ends its streams. This asks for each connection.</summary>
    /// <exception cref="CertificateRefusedException">The certificate cannot be used as it is.</exception>
    public static TlsHandshakeCallbackOptions Callback(IServiceProvider services)
    {
        var certificate = services.GetRequiredService<CertificateRenewal<SslServerAuthenticationOptions>>();
        certificate.Start();
        return new() { OnConnection = _ => ValueTask.FromResult(certificate.Current) };
    }

    private static SslServerAuthenticationOptions Handshake(Certificate certificate, bool asksCallers) => new()
    {
        ServerCertificateContext = certificate.Context,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = asksCallers,

        // Any certificate or none: a handshake that fails would tell a caller nothing. The call is refused instead.
#pragma warning disable CA5359
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359

        // What a stranger's certificate names is not fetched.
        CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}
