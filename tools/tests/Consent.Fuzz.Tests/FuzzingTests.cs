using System.Globalization;
using System.Security.Cryptography;
using Consent.Fuzz.Runs;
using Consent.Fuzz.Targets;

namespace Consent.Fuzz.Tests;

/// <summary>Random and damaged input, other input each time: <c>FUZZ_SEED</c> repeats a run, <c>FUZZ_INPUTS</c> makes it longer.</summary>
public sealed class FuzzingTests
{
    private const int FewestInputs = 100;

    // Of the processor's time, which other programs do not change: five times what docs/security.md says, since machines differ.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Targets_RandomInput_CauseNoFaultAndNoLongWork()
    {
        var seed = Setting("FUZZ_SEED", BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))));
        var inputs = (int)Setting("FUZZ_INPUTS", 100_000);
        await using var server = await EdgeServer.StartAsync();
        var targets = Fuzzing.Targets(server).ToList();
        var shares = targets.Sum(target => target.Share);
        var run = new FuzzRun(seed);

        foreach (var target in targets)
        {
            var result = run.Run(target, Math.Max(FewestInputs, (int)((long)inputs * target.Share / shares)));

            var repeat = $"FUZZ_SEED={seed}, or tools/Consent.Fuzz --seed {seed} --target '{target.Name}' --input";
            Assert.True(
                result.Faults.Count == 0,
                string.Join('\n', result.Faults.Select(fault => $"{repeat} {fault.Input}: {fault.Shown}\n{fault.Exception}")));
            Assert.True(result.Slowest < Limit, $"{repeat} {result.SlowestInput}: {result.Slowest.TotalMilliseconds} ms");
            Assert.True(result.Measured > 0, $"Nothing of '{target.Name}' was measured.");
        }
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
