using Consent.Fuzz.Targets;

namespace Consent.Fuzz.Runs;

/// <summary>What one target did with its inputs.</summary>
/// <param name="Name">The target.</param>
/// <param name="Inputs">How many it read.</param>
/// <param name="Measured">How many of them it read on one thread, which is measured.</param>
/// <param name="Mean">The processor's time of one of them, on average.</param>
/// <param name="Slowest">The time of the slowest, in proportion to its size where that is large.</param>
/// <param name="SlowestInput">The number of the slowest.</param>
/// <param name="Faults">What went wrong.</param>
internal sealed record TargetResult(
    string Name, int Inputs, int Measured, TimeSpan Mean, TimeSpan Slowest, int SlowestInput, IReadOnlyList<Fault> Faults);

/// <summary>An input that crashed its target, or that its target contradicted itself about.</summary>
internal sealed record Fault(string Target, int Input, string Shown, Exception Exception);

/// <summary>Gives targets their inputs, and watches time and memory.</summary>
internal sealed class FuzzRun(ulong seed)
{
    // What is larger may take longer, in proportion.
    private const int LargeBytes = 4096;

    private const int Repeats = 7;

    // On a processor that others share, even the processor's time differs by a factor of two.
    private const int FinalRepeats = 100;
    private const int MaxFaults = 10;

    /// <summary>Compiles what most inputs need, without measuring it.</summary>
    public static int WarmUp(int inputs) => Math.Clamp(inputs / 10, 1, 20_000);

    public TargetResult Run(ITarget target, int inputs)
    {
        List<Fault> faults = [];
        for (var number = 0; number < WarmUp(inputs); number++)
        {
            Read(target.Make(seed + 1, number));
        }

        var (total, measured, slowest, slowestInput) = (TimeSpan.Zero, 0, TimeSpan.Zero, -1);
        for (var number = 0; number < inputs && faults.Count < MaxFaults; number++)
        {
            var input = target.Make(seed, number);
            if (Read(input, faults, target.Name, number) is not { } time)
            {
                continue;
            }

            (total, measured) = (total + time, measured + 1);
            if (Weighted(time, input) > slowest && Weighted(Fastest(input, time, Repeats), input) is var fastest && fastest > slowest)
            {
                (slowest, slowestInput) = (fastest, number);
            }
        }

        if (slowestInput >= 0)
        {
            var input = target.Make(seed, slowestInput);
            slowest = Weighted(Fastest(input, TimeSpan.MaxValue, FinalRepeats), input);
        }

        return new TargetResult(
            target.Name, inputs, measured, measured == 0 ? TimeSpan.Zero : total / measured, slowest, slowestInput, faults);
    }

    private static TimeSpan? Read(IInput input, List<Fault>? faults = null, string target = "", int number = 0)
    {
        try
        {
            return input.Read();
        }
        catch (Exception e)
        {
            faults?.Add(new Fault(target, number, input.Show(), e));
            return null;
        }
    }

    // A collection, or code that is compiled for the first time, comes once; what the input itself takes comes each time.
    private static TimeSpan Fastest(IInput input, TimeSpan first, int repeats)
    {
        var fastest = first;
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            fastest = Read(input) is { } time && time < fastest ? time : fastest;
        }

        return fastest;
    }

    private static TimeSpan Weighted(TimeSpan time, IInput input) =>
        input.Bytes > LargeBytes ? time * ((double)LargeBytes / input.Bytes) : time;
}
