using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Consent.Load.Http2;

/// <summary>A way to the server: a socket, with TLS where the address says so.</summary>
internal static class Transport
{
    /// <exception cref="IOException">The server does not speak HTTP/2, or is not trusted.</exception>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    public static async Task<Stream> ConnectAsync(Uri address, bool skipVerify, CancellationToken end)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.IdnHost, address.Port, end);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return address.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, address.IdnHost, skipVerify, end) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether this is how a lost connection shows.</summary>
    public static bool IsLoss(Exception exception) =>
        exception is IOException or SocketException or ObjectDisposedException or Http2Exception or AuthenticationException;

    private static async Task<SslStream> SecureAsync(Stream stream, string host, bool skipVerify, CancellationToken end)
    {
        var secure = new SslStream(stream);
        var options = new SslClientAuthenticationOptions { TargetHost = host, ApplicationProtocols = [SslApplicationProtocol.Http2] };
        if (skipVerify)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => skipVerify;
        }

        await secure.AuthenticateAsClientAsync(options, end);
        return secure.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2
            ? secure
            : throw new IOException("The server does not offer HTTP/2 over TLS.");
    }
}
