using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Consent.Comparison.Servers;

/// <summary>What a server's runtime says of itself.</summary>
/// <param name="Allocated">Bytes, since the process began.</param>
/// <param name="Heap">Bytes; all of it alive only where there was a collection.</param>
internal sealed record RuntimeFigures(long Allocated, long Heap);

/// <summary>Asks the probe in a server (Consent.Probe).</summary>
internal sealed class RuntimeProbe(string path)
{
    public Task<RuntimeFigures> ReadAsync(CancellationToken end) => AskAsync('r', end);

    public Task<RuntimeFigures> CollectAsync(CancellationToken end) => AskAsync('c', end);

    private async Task<RuntimeFigures> AskAsync(char what, CancellationToken end)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), end);
        await socket.SendAsync(new[] { (byte)what }, end);
        var answer = new byte[64];
        var length = await socket.ReceiveAsync(answer, end);
        var figures = Encoding.ASCII.GetString(answer, 0, length).Split(' ');
        return new RuntimeFigures(long.Parse(figures[0], CultureInfo.InvariantCulture), long.Parse(figures[1], CultureInfo.InvariantCulture));
    }
}
