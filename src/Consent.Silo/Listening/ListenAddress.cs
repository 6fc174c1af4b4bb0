using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Consent.Silo.Listening;

/// <summary>An address to listen on: <c>http://</c>, an IP address or <c>localhost</c>, and a port.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port)
{
    private const string Localhost = "localhost";

    public bool IsLoopback => IPAddress.IsLoopback(Address);

    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttp
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

        address = new ListenAddress(ip, uri.Port);
        return true;
    }
}
