using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;

namespace Consent.Torture.Histories;

/// <summary>Writes a history while the run goes on. Any number of callers may add to it at once.</summary>
internal sealed class HistoryWriter : IAsyncDisposable
{
    // Some seconds of a run: a caller waits only for a disk that has stopped.
    private const int MaxWaiting = 100_000;
    private const int BufferSize = 1 << 20;
    private const int FlushSize = BufferSize / 2;

    private readonly Channel<HistoryLine> _waiting =
        Channel.CreateBounded<HistoryLine>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly FileStream _file;
    private readonly Task _writing;

    private HistoryWriter(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        _writing = Task.Run(WriteAsync);
    }

    public static HistoryWriter Create(string path) => new(path);

    /// <summary>Adds a line; the operation's own times are in it, so when it is added does not matter.</summary>
    public ValueTask AddAsync(HistoryLine line) => _waiting.Writer.WriteAsync(line);

    /// <summary>Writes what was added, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _writing;
        }
        finally
        {
            await _file.DisposeAsync();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            var lines = new ArrayBufferWriter<byte>(BufferSize);
            await using var json = new Utf8JsonWriter(lines);
            await foreach (var line in _waiting.Reader.ReadAllAsync())
            {
                JsonSerializer.Serialize(json, line, HistoryLine.Json.HistoryLine);
                await json.FlushAsync();
                json.Reset();
                lines.Write("\n"u8);
                if (lines.WrittenCount > FlushSize || _waiting.Reader.Count == 0)
                {
                    await _file.WriteAsync(lines.WrittenMemory);
                    lines.ResetWrittenCount();
                }
            }
        }
        catch (Exception e)
        {
            // Callers learn of it when they add.
            _waiting.Writer.TryComplete(e);
            throw;
        }
    }
}
