namespace Consent.Torture.Checking;

internal sealed record Verdict
{
    public required Violations Violations { get; init; }

    public required IReadOnlyList<string> Shortcomings { get; init; }

    /// <summary>Gets how many calls there were; a batch is one.</summary>
    public required long Operations { get; init; }

    /// <summary>Gets how many checks were answered; each item of a batch is one.</summary>
    public required long AnsweredChecks { get; init; }

    public required long AcknowledgedStops { get; init; }

    /// <summary>Gets how many events nobody was told the outcome of.</summary>
    public required long UnknownEvents { get; init; }

    /// <summary>Gets how many pairs left the run: nobody was told the outcome of an opt-in, so rule (a) can ask no more of them.</summary>
    public required long LeftPairs { get; init; }

    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    public required LongestTimes Times { get; init; }

    /// <summary>Gets the longest from a STOP's first attempt until it was acknowledged, in microseconds.</summary>
    public required long LongestStop { get; init; }

    /// <summary>Gets the same from its first attempt at a server that was not at fault.</summary>
    public required long LongestStopElsewhere { get; init; }

    public long Losses => Violations.CountOf(ViolationKind.Lost);

    /// <summary>Gets a value indicating whether the run counts, and shows no violation.</summary>
    public bool IsGood => Violations.Count == 0 && Shortcomings.Count == 0;
}
