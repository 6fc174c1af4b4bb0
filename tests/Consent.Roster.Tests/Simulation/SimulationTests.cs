using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Consent.Roster.Tests.Simulation;

/// <summary>
/// Promise 1 under seeded schedules of pauses, deaths, cuts and drifting clocks. <c>SIMULATION_SCHEDULES</c> sets how many,
/// <c>SIMULATION_SEED</c> replays one, with its trace.
/// </summary>
public class SimulationTests(ITestOutputHelper output)
{
    private const int DefaultSchedules = 100_000;

    private static readonly ulong? Replayed = Setting("SIMULATION_SEED");

    [Fact]
    public void Schedules_RulesAsTheyAre_NoStopIsMissed()
    {
        if (Replayed is { } seed)
        {
            var world = World.Run(seed, trace: output.WriteLine);
            Assert.Null(world.Schedule.Violation);
            return;
        }

        var schedules = (long)(Setting("SIMULATION_SCHEDULES") ?? DefaultSchedules);
        var first = (long)(Setting("SIMULATION_FIRST_SEED") ?? 1);
        var counts = new Counts();
        var started = Stopwatch.GetTimestamp();
        ulong? violated = null;
        Parallel.For(
            first,
            first + schedules,
            () => new Counts(),
            (seed, loop, local) =>
            {
                var world = World.Run((ulong)seed);
                local.Add(world.Schedule.Counts);
                if (world.Schedule.Violation is not null)
                {
                    violated = (ulong)seed;
                    loop.Stop();
                }

                return local;
            },
            local =>
            {
                lock (counts)
                {
                    counts.Add(local);
                }
            });
        output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {counts}");
        if (violated is not null)
        {
            World.Run(violated.Value, trace: output.WriteLine);
            Assert.Fail($"Seed {violated} violates the promise: replay it with SIMULATION_SEED={violated}.");
        }
    }

    [Theory]
    [MemberData(nameof(Weakenings))]
    public void Schedules_RuleWeakened_MissAStop(string weakening)
    {
        var weakened = Enum.Parse<Weakening>(weakening);
        var started = Stopwatch.GetTimestamp();
        for (ulong seed = 1; seed <= 20_000; seed++)
        {
            if (World.Run(seed, weakened).Schedule.Violation is { IsMissedStop: true })
            {
                output.WriteLine($"{weakening}: found by seed {seed} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
                return;
            }
        }

        Assert.Fail($"{weakening}: not found");
    }

    public static TheoryData<string> Weakenings() => [.. Enum.GetNames<Weakening>().Where(name => name != nameof(Weakening.None))];

    private static ulong? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? ulong.Parse(value, CultureInfo.InvariantCulture) : null;
}
