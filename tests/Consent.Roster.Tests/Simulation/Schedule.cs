namespace Consent.Roster.Tests.Simulation;

/// <summary>
/// Simulated time and what happens in it: on one thread, in an order that only the seed decides. Time stands still while any
/// server has work that it may do, and then goes to what happens next.
/// </summary>
/// <remarks>
/// Each server is a <see cref="SynchronizationContext"/>, so what the real code awaits continues in that server's list of
/// work. Of the servers that are ready one is picked at random, and of its work one piece.
/// </remarks>
internal sealed class Schedule(ulong seed, Action<string>? trace = null)
{
    public const long Millisecond = TimeSpan.TicksPerMillisecond;
    public const long Second = TimeSpan.TicksPerSecond;

    private const int OrderBits = 24;
    private const int MostSteps = 1_000_000;

    private readonly PriorityQueue<Happening, long> _coming = new();
    private readonly List<SimulatedMachine> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;
    private volatile string? _escaped;

    public Chance Chance { get; } = new(seed);

    public Counts Counts { get; } = new();

    /// <summary>Gets the simulated time, in ticks, by a clock that is right.</summary>
    public long Now { get; private set; }

    /// <summary>Gets what went wrong: null while nothing has.</summary>
    public Violation? Violation { get; private set; }

    public bool IsTraced => trace is not null;

    public void After(long delay, Happening happening) => _coming.Enqueue(happening, ((Now + delay) << OrderBits) | _order++);

    public void After(long delay, Action action) => After(delay, new ActionHappening(action));

    public void RunUntil(long end)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            for (var steps = 0; Violation is null; steps++)
            {
                if (_escaped is not null || steps > MostSteps)
                {
                    throw new InvalidOperationException(
                        _escaped is null ? "The schedule does not come to an end." : $"This left the simulation's thread: {_escaped}");
                }

                if (_ready.Count > 0)
                {
                    _ready[Chance.Below(_ready.Count)].Work();
                }
                else if (_coming.TryDequeue(out var happening, out var when) && when >> OrderBits <= end)
                {
                    Now = when >> OrderBits;
                    happening.Happen();
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    public void SetReady(SimulatedMachine server, bool ready)
    {
        _ready.Remove(server);
        if (ready)
        {
            _ready.Add(server);
        }
    }

    /// <summary>Nothing may leave the one thread: what does would run in an order that no seed decides.</summary>
    /// <returns>Whether the caller is on it; if not, the schedule fails.</returns>
    public bool IsOnThread()
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return true;
        }

        _escaped ??= Environment.StackTrace;
        return false;
    }

    public void Violate(bool isMissedStop, string what)
    {
        Trace($"VIOLATION: {what}");
        Violation ??= new Violation(isMissedStop, what);
    }

    /// <summary>Says what happens. The text is put together only where somebody reads it.</summary>
    public void Trace([System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("")] TraceLine line)
    {
        if (trace is not null)
        {
            trace($"{(double)Now / Second,8:0.0000} {line.Text}");
        }
    }
}

/// <summary>What a schedule was found to have done wrong.</summary>
internal sealed record Violation(bool IsMissedStop, string What);
