using Consent.Silo.Startup;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

internal static class KestrelListeners
{
    /// <summary>Two ports, since Kestrel cannot serve HTTP/1.1 and cleartext HTTP/2 on one.</summary>
    public static void ConfigureConsentListeners(this IWebHostBuilder webHost) => webHost.ConfigureKestrel((_, kestrel) =>
    {
        // Kestrel reads the first setting of all, while the host is being built.
        kestrel.ApplicationServices.CheckSettings();
        kestrel.AddServerHeader = false;
        var listen = kestrel.ApplicationServices.GetRequiredService<IOptions<ListenOptions>>().Value;
        Listen(kestrel, listen.Grpc, HttpProtocols.Http2);
        Listen(kestrel, listen.Web, HttpProtocols.Http1);
    });

    private static void Listen(KestrelServerOptions kestrel, string text, HttpProtocols protocols)
    {
        if (ListenAddress.TryParse(text, out var address))
        {
            kestrel.Listen(address.Address, address.Port, endpoint => endpoint.Protocols = protocols);
        }
    }
}
