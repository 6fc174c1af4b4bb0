namespace Consent.Load.Pacing;

/// <summary>Which call comes next and when. Every connection takes from it what it has room for.</summary>
internal sealed class Schedule
{
    private readonly Lock _gate = new();
    private readonly long _start;
    private readonly long _countedFrom;
    private readonly long _end;
    private readonly long _count;
    private readonly double _period;
    private long _next;
    private long _counted;

    /// <param name="start">When the warm-up begins, as a timestamp.</param>
    /// <param name="frequency">Timestamps in a second.</param>
    /// <param name="warmUp">How long calls do not count.</param>
    /// <param name="duration">How long they do; null for until there were enough.</param>
    /// <param name="count">How many count; null for as many as there is time for.</param>
    /// <param name="rate">How many a second are due; null where each caller calls again as soon as it is answered.</param>
    public Schedule(long start, long frequency, TimeSpan warmUp, TimeSpan? duration, long? count, double? rate)
    {
        _start = start;
        _countedFrom = start + (long)(warmUp.TotalSeconds * frequency);
        _end = duration is { } given ? _countedFrom + (long)(given.TotalSeconds * frequency) : long.MaxValue;
        _count = count ?? long.MaxValue;
        _period = rate is { } perSecond ? frequency / perSecond : 0;
    }

    public long CountedFrom => _countedFrom;

    public bool IsOpen => _period > 0;

    /// <summary>When the last call is due, as a timestamp; null where that depends on answers.</summary>
    public long? LastDueAt
    {
        get
        {
            var last = _end;
            if (IsOpen && _count < long.MaxValue)
            {
                var uncounted = Math.Ceiling((_countedFrom - _start) / _period);
                last = Math.Min(last, _start + (long)((uncounted + _count) * _period));
            }

            return last < long.MaxValue ? last : null;
        }
    }

    /// <summary>When the next call is due, as a timestamp; null where there is none.</summary>
    public long? NextDueAt(long now)
    {
        lock (_gate)
        {
            var dueAt = DueAt(now);
            return HasEnded(dueAt) ? null : dueAt;
        }
    }

    /// <summary>Whether no further call will come.</summary>
    public bool IsOver(long now) => NextDueAt(now) is null;

    /// <summary>Takes the next call if it is due.</summary>
    public bool TryTake(long now, out DueCall call)
    {
        lock (_gate)
        {
            var dueAt = DueAt(now);
            if (dueAt > now || HasEnded(dueAt))
            {
                call = default;
                return false;
            }

            var counts = dueAt >= _countedFrom;
            _counted += counts ? 1 : 0;
            call = new DueCall(_next++, dueAt, counts);
            return true;
        }
    }

    /// <summary>How many calls that count were due by then and were never taken.</summary>
    public long CountUntaken(long now)
    {
        var untaken = 0L;
        if (IsOpen)
        {
            while (TryTake(now, out var call))
            {
                untaken += call.Counts ? 1 : 0;
            }
        }

        return untaken;
    }

    private long DueAt(long now) => IsOpen ? _start + (long)(_next * _period) : now;

    private bool HasEnded(long dueAt) => dueAt >= _end || _counted >= _count;
}

/// <summary>A call to make.</summary>
/// <param name="Index">How many there were before it.</param>
/// <param name="DueAt">When it is due, as a timestamp; its latency counts from there.</param>
/// <param name="Counts">False in the warm-up.</param>
internal readonly record struct DueCall(long Index, long DueAt, bool Counts);
