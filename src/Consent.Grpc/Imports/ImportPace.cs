using Consent.Storage.Imports;

namespace Consent.Grpc.Imports;

/// <summary>How fast imports go: at full speed on an idle server, otherwise a few rows at a time, with rests.</summary>
/// <remarks>A thousand rows keep a processor busy for 30 ms, and checks and customers' texts would wait for it.</remarks>
/// <param name="time">What rests are measured by.</param>
/// <param name="completedWork">How many pieces of work the server has done so far, whatever they were.</param>
internal sealed class ImportPace(TimeProvider time, Func<long> completedWork)
{
    /// <summary>How many rows are entered together on a busy server.</summary>
    public const int FewRows = 40;

    /// <summary>The rest before each few.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    // About 1,500 checks, estimated at six or seven pieces of work each. An import alone stays below.
    private const double BusyPerSecond = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _countedAt = time.GetTimestamp();
    private long _counted = completedWork();
    private bool _isBusy;

    /// <summary>Waits until more rows may be entered, and answers how many.</summary>
    public async Task<int> NextAsync(CancellationToken cancellation)
    {
        if (!IsBusy())
        {
            return ImportWriter.MaxRows;
        }

        await Task.Delay(Rest, time, cancellation);
        return FewRows;
    }

    private bool IsBusy()
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_countedAt) is var elapsed && elapsed >= Window)
            {
                var work = completedWork();
                _isBusy = (work - _counted) / elapsed.TotalSeconds > BusyPerSecond;
                (_countedAt, _counted) = (time.GetTimestamp(), work);
            }

            return _isBusy;
        }
    }
}
