using System.Globalization;
using Consent.Storage.Database;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Knows whether this server's writes reach the database: from the writes themselves, and from probes where there are none.</summary>
/// <remarks>
/// Writes fail once three in a row have, over two seconds, or two probes: writes go in groups, and those of one group fail together.
/// They succeed again with the next write; or with a probe, unless a write has failed a short while ago: a probe is not all that a
/// write is.
/// </remarks>
public sealed class WriteHealth(TimeProvider time, ILogger<WriteHealth> logger)
{
    /// <summary>How long no write is committed before a probe is due.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>How long writes have failed before that counts. Most that fail once succeed when tried again.</summary>
    public static readonly TimeSpan Spell = TimeSpan.FromSeconds(2);

    private const int FailedWritesThatCount = 3;
    private const int FailedProbesThatCount = 2;

    private readonly Lock _lock = new();
    private long? _committedAt;
    private long _firstFailedAt;
    private long _failedAt;
    private int _failedWrites;
    private int _failedProbes;
    private long? _failingSince;
    private long _failedSince;

    /// <summary>Gets whether writes fail.</summary>
    public bool IsFailing
    {
        get
        {
            lock (_lock)
            {
                return _failingSince is not null;
            }
        }
    }

    /// <summary>Gets whether nothing recent tells that writes succeed.</summary>
    public bool IsProbeDue
    {
        get
        {
            lock (_lock)
            {
                return _failedWrites > 0 || _failedProbes > 0 || _committedAt is not { } at || time.GetElapsedTime(at) >= Idle;
            }
        }
    }

    public void ProbeCommitted()
    {
        lock (_lock)
        {
            if (_failedWrites == 0 || time.GetElapsedTime(_failedAt) >= Idle)
            {
                Succeed();
            }
        }
    }

    public void ProbeFailed(Exception cause)
    {
        lock (_lock)
        {
            _failedProbes++;
            FailIf(_failedProbes >= FailedProbesThatCount, cause);
        }
    }

    internal void Committed()
    {
        lock (_lock)
        {
            Succeed();
        }
    }

    internal void Failed(Exception cause)
    {
        // None says that the database takes no writes: another has written, too many want to, or the server is stopping.
        if (cause is InconsistentStateException or StorageBusyException or ObjectDisposedException)
        {
            return;
        }

        lock (_lock)
        {
            _failedWrites++;
            _failedSince++;
            _failedAt = time.GetTimestamp();
            _firstFailedAt = _failedWrites == 1 ? _failedAt : _firstFailedAt;
            FailIf(_failedWrites >= FailedWritesThatCount && time.GetElapsedTime(_firstFailedAt) >= Spell, cause);
        }
    }

    private void FailIf(bool isEnough, Exception cause)
    {
        if (isEnough && _failingSince is null)
        {
            _failingSince = time.GetTimestamp();
            Log.WritesFail(logger, cause.GetBaseException().Message.TrimEnd('.'));
        }
    }

    private void Succeed()
    {
        if (_failingSince is { } since)
        {
            var seconds = time.GetElapsedTime(since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            Log.WritesSucceedAgain(logger, seconds, _failedSince);
        }

        (_committedAt, _failingSince) = (time.GetTimestamp(), null);
        (_failedWrites, _failedProbes, _failedSince) = (0, 0, 0);
    }
}
