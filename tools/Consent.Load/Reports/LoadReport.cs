namespace Consent.Load.Reports;

/// <summary>What came of a load, without its warm-up.</summary>
/// <param name="Calls">One for each of the settings' loads, in their order.</param>
/// <param name="Processor">The processor's time that this process took, also for whatever else it did.</param>
public sealed record LoadReport(IReadOnlyList<CallReport> Calls, TimeSpan Processor)
{
    /// <summary>How many calls were refused.</summary>
    public long Refused => Calls.Sum(call => call.Refusals.Values.Sum());

    /// <summary>The processor's time for a million calls, answered or refused, in seconds.</summary>
    public double ProcessorSecondsAMillionCalls =>
        Processor.TotalSeconds * 1_000_000 / Math.Max(1, Calls.Sum(call => call.Answered) + Refused);
}
