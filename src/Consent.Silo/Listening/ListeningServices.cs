using Consent.Grpc.Limits;
using Consent.Silo.Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

internal static class ListeningServices
{
    public static void AddListenCertificate(this IServiceCollection services) =>
        services.AddCertificate(provider => ListenTls.Source(
            provider.GetRequiredService<IOptions<ListenOptions>>().Value, provider.GetRequiredService<IConfiguration>()));

    /// <summary>Two ports, since Kestrel cannot serve HTTP/1.1 and cleartext HTTP/2 on one. With TLS each serves both.</summary>
    /// <param name="webHost">The host.</param>
    /// <param name="check">Called before the first option is read: Kestrel is configured while the host is being built.</param>
    public static void AddConsentListeners(this IWebHostBuilder webHost, Action<IServiceProvider> check) =>
        webHost.ConfigureKestrel((_, kestrel) =>
        {
            check(kestrel.ApplicationServices);
            kestrel.AddServerHeader = false;
            kestrel.LimitConnections();
            var listen = kestrel.ApplicationServices.GetRequiredService<IOptions<ListenOptions>>().Value;
            Listen(kestrel, listen.Grpc, HttpProtocols.Http2);
            Listen(kestrel, listen.Web, HttpProtocols.Http1);
        });

    private static void Listen(KestrelServerOptions kestrel, string text, HttpProtocols protocols)
    {
        if (ListenAddress.TryParse(text, out var address))
        {
            kestrel.Listen(address.Address, address.Port, endpoint =>
            {
                endpoint.Protocols = address.HasTls ? HttpProtocols.Http1AndHttp2 : protocols;
                if (address.HasTls)
                {
                    endpoint.UseHttps(ListenTls.Callback(kestrel.ApplicationServices));
                }
            });
        }
    }
}
