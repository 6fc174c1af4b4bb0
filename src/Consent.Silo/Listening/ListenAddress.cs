using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Consent.Silo.Listening;

/// <summary>An address to listen on: <c>http://</c> or <c>https://</c>, an IP address or <c>localhost</c>, and a port.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port, bool HasTls)
{
    private const string Localhost = "localhost";

    public bool IsLoopback => IPAddress.IsLoopback(Address);

    public static bool IsHttps(string text) => TryParse(text, out var address) && address.HasTls;

    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/"
            || uri.UserInfo.Length > 0)
        {
            return false;
        }

        var ip = uri.Host == Localhost ? IPAddress.Loopback : null;
        if (ip is null && !IPAddress.TryParse(uri.Host, out ip))
        {
            return false;
        }

        address = new ListenAddress(ip, uri.Port, uri.Scheme == Uri.UriSchemeHttps);
        return true;
    }
}
