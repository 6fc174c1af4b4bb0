using System.Net.Sockets;
using System.Text;

namespace Consent.Grpc.Tests.Wire;

/// <summary>An HTTP/1.1 client that sends what no client library would, as slowly as it likes.</summary>
internal sealed class RawHttp : IAsyncDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly Uri _server;

    private RawHttp(Uri server) => _server = server;

    public static async Task<RawHttp> ConnectAsync(Uri server)
    {
        var connection = new RawHttp(server);
        await connection._client.ConnectAsync(server.Host, server.Port);
        return connection;
    }

    /// <summary>Sends the text, and says whether the server has not closed the connection yet.</summary>
    public async Task<bool> TrySendAsync(string text)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Gets an answer without a body, or with a short one: what came with one read.</summary>
    public async Task<string> GetAsync(string path)
    {
        await TrySendAsync($"GET {path} HTTP/1.1\r\nHost: {_server.Authority}\r\n\r\n");
        var buffer = new byte[65_536];
        return Encoding.ASCII.GetString(buffer, 0, await _client.GetStream().ReadAsync(buffer));
    }

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var answer = new MemoryStream();
        try
        {
            await _client.GetStream().CopyToAsync(answer);
        }
        catch (IOException)
        {
            // Closed, and not softly.
        }

        return Encoding.ASCII.GetString(answer.ToArray());
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
