using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Consent.Fuzz.Runs;
using Consent.Fuzz.Targets;

var inputs = new Option<int>("--inputs") { Description = "How many inputs in all.", DefaultValueFactory = _ => 100_000 };
var seed = new Option<ulong>("--seed")
{
    Description = "The same seed makes the same inputs; random by default.",
    DefaultValueFactory = _ => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
};
var only = new Option<string?>("--target") { Description = "Only targets whose name contains this." };
var input = new Option<int?>("--input") { Description = "Only this input, which is shown: needs --target and --seed." };
var root = new RootCommand("Gives random and damaged input to all that reads what strangers send, and watches for crashes, time and memory.")
{
    inputs, seed, only, input,
};
root.SetAction(async (given, _) =>
{
    await using var server = await EdgeServer.StartAsync();
    var targets = Fuzzing.Targets(server).Where(target => target.Name.Contains(given.GetValue(only) ?? "", StringComparison.Ordinal)).ToList();
    return given.GetValue(input) is { } number
        ? Fuzzing.Replay(targets.Single(), given.GetRequiredValue(seed), number)
        : Fuzzing.Run(targets, given.GetRequiredValue(seed), given.GetRequiredValue(inputs));
});
return await root.Parse(args).InvokeAsync();

internal static class Fuzzing
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1);
    private const long MemoryLimit = 8 << 20;

    public static IEnumerable<ITarget> Targets(EdgeServer server) =>
        NumberTargets.All.Concat(TextTargets.All).Concat(MessageTargets.All).Concat(EdgeTargets.Of(server));

    public static int Run(IReadOnlyList<ITarget> targets, ulong seed, int inputs)
    {
        Console.WriteLine($"seed {seed}");
        var run = new FuzzRun(seed);
        targets.ToList().ForEach(target => run.Run(target, 1000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"{"target",-22}{"inputs",10}{"measured",10}{"mean µs",10}{"slowest µs",12}{"its input",11}{"faults",8}");
        var shares = targets.Sum(target => target.Share);
        var failed = false;
        foreach (var target in targets)
        {
            var result = run.Run(target, (int)((long)inputs * target.Share / shares));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Name,-22}{result.Inputs,10}{result.Measured,10}{result.Mean.TotalMicroseconds,10:0.0}{result.Slowest.TotalMicroseconds,12:0}{result.SlowestInput,11}{result.Faults.Count,8}"));
            foreach (var fault in result.Faults)
            {
                Console.WriteLine($"  input {fault.Input}: {fault.Exception.GetType().Name}: {fault.Exception.Message.Split('\n')[0]}");
            }

            failed |= result.Faults.Count > 0 || result.Slowest > Limit;
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory {before / 1e6:0.0} MB before, {after / 1e6:0.0} MB after"));
        return failed || after - before > MemoryLimit ? 1 : 0;
    }

    public static int Replay(ITarget target, ulong seed, int number)
    {
        var made = target.Make(seed, number);
        Console.WriteLine($"{made.Bytes} bytes: {made.Show()}");
        for (var time = 0; time < 10; time++)
        {
            Console.WriteLine($"{made.Read()?.TotalMicroseconds:0} µs");
        }

        return 0;
    }
}
