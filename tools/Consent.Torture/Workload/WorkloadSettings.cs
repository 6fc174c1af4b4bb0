namespace Consent.Torture.Workload;

/// <summary>How much is asked and said, and by whom.</summary>
internal sealed record WorkloadSettings
{
    /// <summary>Gets what all choices are drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets how many checks are called for in a second; a batch is one.</summary>
    public int ChecksPerSecond { get; init; } = 1_000;

    /// <summary>Gets how many texts and the like are sent in a second, as long as they are answered.</summary>
    public int WritesPerSecond { get; init; } = 250;

    /// <summary>Gets a value indicating whether some callers stay with one server each. The others go around.</summary>
    public bool HasPinned { get; init; } = true;

    /// <summary>Gets whether a server, by its number, may be called by those who go around.</summary>
    public Func<int, bool> IsReady { get; init; } = _ => true;
}
