using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Consent.Torture.Clusters;

/// <summary>
/// A network namespace that cluster.sh made. A socket belongs to the namespace it was made in, so this process is in all of them
/// at once, and no cut stands between a server and its callers.
/// </summary>
internal sealed class NetworkNamespace(string name)
{
    private const int Network = 0x40000000;

    public Socket CreateSocket()
    {
        Socket? socket = null;
        Exception? failure = null;

        // A thread of its own, which ends: it could not be trusted to be back.
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new IOException($"No socket in {name}.", failure);
    }

    /// <summary>A handler whose calls start in there, whatever the address of the call: the server is there too.</summary>
    public SocketsHttpHandler CreateHandler() => new() { ConnectCallback = ConnectAsync, UseProxy = false };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = CreateSocket();
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Enter()
    {
        using var file = File.OpenHandle($"/run/netns/{name}");
        if (SetNamespace(file, Network) != 0)
        {
            throw new Win32Exception();
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(SafeHandle file, int kind);
}
