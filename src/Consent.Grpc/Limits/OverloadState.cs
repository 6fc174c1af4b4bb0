namespace Consent.Grpc.Limits;

/// <summary>Decides from the waits that are measured whether this server is overloaded.</summary>
/// <remarks>
/// A wait beyond the target that passes soon, such as a pause of the garbage collector, is none, and neither is one in which
/// little waits. Once there was an overload, the next wait beyond the target counts at once: so while more is asked than can be
/// answered, what is let in waits for about the target.
/// </remarks>
internal sealed class OverloadState(TimeSpan target)
{
    /// <summary>How long a wait must stay beyond the target.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long an overload that is over is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);

    /// <summary>How much must be waiting: less is no load, and something outside this server takes the processors.</summary>
    public const int LeastWaiting = 64;

    private TimeSpan? _beyondSince;
    private TimeSpan? _lastOverload;
    private bool _isOverloaded;

    /// <summary>Gets a value indicating whether calls are to be refused now. Read by every call.</summary>
    public bool IsOverloaded => Volatile.Read(ref _isOverloaded);

    /// <param name="wait">How long work has to wait for a thread.</param>
    /// <param name="waiting">How much of it waits.</param>
    /// <param name="now">The time, from any moment on.</param>
    /// <returns>Whether an overload has begun that is no continuation of one before.</returns>
    public bool Observe(TimeSpan wait, long waiting, TimeSpan now)
    {
        if (wait <= target || waiting < LeastWaiting)
        {
            _beyondSince = null;
            Volatile.Write(ref _isOverloaded, false);
            return false;
        }

        _beyondSince ??= now;
        var isContinued = now - _lastOverload < Memory;
        if (!isContinued && now - _beyondSince < Patience)
        {
            return false;
        }

        _lastOverload = now;
        Volatile.Write(ref _isOverloaded, true);
        return !isContinued;
    }
}
