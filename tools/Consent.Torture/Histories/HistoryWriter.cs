using System.Diagnostics;
using System.Text.Json;

namespace Consent.Torture.Histories;

/// <summary>Writes a history while the run goes on. Any number of callers may add to it at once.</summary>
internal sealed class HistoryWriter(string path) : IDisposable
{
    private readonly Lock _writing = new();
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 20);

    /// <summary>Adds a line; the operation's own times are in it, so when it is added does not matter.</summary>
    public void Add(HistoryLine line)
    {
        lock (_writing)
        {
            JsonSerializer.Serialize(_file, line, HistoryLine.Json.HistoryLine);
            _file.WriteByte((byte)'\n');
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _file.Dispose();
        }
    }
}

/// <summary>The run's monotonic clock: the machine's, which is the same in every process and network namespace.</summary>
internal static class HistoryClock
{
    private const long Second = 1_000_000;

    /// <summary>Gets the time in microseconds.</summary>
    public static long Now => (long)((Int128)Stopwatch.GetTimestamp() * Second / Stopwatch.Frequency);
}
