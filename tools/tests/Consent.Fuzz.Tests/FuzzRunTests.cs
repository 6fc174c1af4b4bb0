using Consent.Fuzz.Inputs;
using Consent.Fuzz.Runs;
using Consent.Fuzz.Targets;
using CsCheck;

namespace Consent.Fuzz.Tests;

public sealed class FuzzRunTests
{
    private const ulong Seed = 42;
    private const int Rare = 777;

    private static readonly Gen<string> Numbers = Gen.Int[0, 999].Select(number => $"{number}");

    [Fact]
    public void Run_TargetThatThrowsForOneInput_NamesThatInput()
    {
        var target = NumberTargets.Of("throws", 1, Numbers, text =>
        {
            if (text == $"{Rare}")
            {
                throw new FormatException("It is rare.");
            }
        });

        var result = new FuzzRun(Seed).Run(target, 5000);

        Assert.NotEmpty(result.Faults);
        Assert.All(result.Faults, fault => Assert.Equal($"\"{Rare}\"", fault.Shown));
        Assert.All(result.Faults, fault => Assert.Equal(fault.Shown, target.Make(Seed, fault.Input).Show()));
    }

    [Fact]
    public void Run_TargetThatIsSlowForOneInput_FindsThatInput()
    {
        var work = 0.0;
        var target = NumberTargets.Of("is slow", 1, Numbers, text =>
        {
            for (var step = 0; text == $"{Rare}" && step < 1_000_000; step++)
            {
                work += Math.Sqrt(step);
            }
        });

        var result = new FuzzRun(Seed).Run(target, 5000);

        Assert.True(work > 0);
        Assert.Equal($"\"{Rare}\"", target.Make(Seed, result.SlowestInput).Show());
    }

    [Fact]
    public void Make_SameSeedAndNumber_IsTheSameInput()
    {
        foreach (var target in NumberTargets.All.Concat(TextTargets.All).Concat(MessageTargets.All))
        {
            var shown = Enumerable.Range(0, 100).Select(number => target.Make(Seed, number).Show()).ToList();

            Assert.Equal(shown, Enumerable.Range(0, 100).Select(number => target.Make(Seed, number).Show()));
            Assert.True(shown.Distinct().Count() > 50, $"The inputs of '{target.Name}' are nearly all the same.");
        }
    }

    [Fact]
    public void Of_ValidTexts_ChangesSomeAndLeavesSome()
    {
        var made = Texts.Mutated(["+15550001234"], ["x"], Gen.Char['0', '9']).Array[1000].Single();

        Assert.Contains("+15550001234", made);
        Assert.True(made.Distinct().Count() > 200);
        Assert.Contains(made, text => text.Contains('x', StringComparison.Ordinal));
    }
}
