namespace Consent.Comparison;

/// <summary>Runs scenarios one after the other and writes what came of them.</summary>
internal sealed class RunCommand(Programs programs, string folder, int port, Sizes sizes, DirectoryInfo output)
{
    /// <summary>The scenario that needs another build, and is not one of the usual ones.</summary>
    public const string Before = "before";

    /// <summary>The one about STOPs on PostgreSQL, which needs another build too.</summary>
    public const string Stops = "stops";

    /// <summary>The one that starts sixteen servers, which is much for a small machine.</summary>
    public const string Transactions = "transactions";

    /// <summary>The scenario about credentials and TLS, which has a run of its own.</summary>
    public const string Access = "access";

    public static readonly IReadOnlyList<string> Names = ["calls", "campaign", "steady", "scale", "cluster", "ledger", "micro"];

    /// <summary>All that there are: those that run unless some are named, and those that run only where they are named.</summary>
    public static readonly IReadOnlyList<string> AllNames = [.. Names, Before, Stops, Transactions, Access];

    private string OtherBuild => programs.Before ?? throw new InvalidOperationException("Give --before Consent.Silo.dll.");

    /// <returns>The exit code: 1 where a scenario failed.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> scenarios, CancellationToken end)
    {
        var machine = await Machine.ReadAsync(end);
        var measured = new Measurements(Console.Out);
        var failed = 0;
        foreach (var scenario in Create(scenarios))
        {
            measured.Say(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {scenario.Name}"));

            // Stores of its own: nothing of one scenario is left to slow the next.
            await using var place = new Workplace(programs, folder, port);
            try
            {
                await scenario.RunAsync(place, sizes, measured, end);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // What others measure in half an hour is not to be lost with it.
                failed++;
                measured.Note($"{scenario.Name} FAILED: {exception.Message}");
                await Console.Error.WriteLineAsync(exception.ToString());
            }

            // A run that is ended before its end has its figures until then.
            Write(Results());
        }

        Console.WriteLine($"\n{MarkdownReport.Of(Results())}");
        return failed == 0 ? 0 : 1;

        RunResults Results() => new(machine, sizes.Name, scenarios, measured.Figures, measured.Notes);
    }

    private IEnumerable<IScenario> Create(IEnumerable<string> names) => names.Select(name => (IScenario)(name switch
    {
        Before => new Scenarios.Before(OtherBuild),
        Stops => new StopCost(OtherBuild),
        Transactions => new StopTransactions(),
        "calls" => new CallCost(),
        Access => new Scenarios.Access(),
        "campaign" => new Campaign(),
        "steady" => new Steady(),
        "scale" => new Scale(),
        "ledger" => new Ledger(),
        "cluster" => new ClusterCost(),
        _ => new Micro(),
    }));

    private void Write(RunResults results)
    {
        var isWhole = results.Sizes == Sizes.Full.Name && Names.All(results.Scenarios.Contains);
        var name = string.Create(CultureInfo.InvariantCulture, $"{results.Machine.Date:yyyy-MM-dd}{(isWhole ? "" : $"-{Part(results)}")}");
        output.Create();
        var path = Path.Combine(output.FullName, name);
        File.WriteAllText($"{path}.md", MarkdownReport.Of(results));
        Console.WriteLine($"written: {path}.md");
    }

    private static string Part(RunResults results) =>
        Names.All(results.Scenarios.Contains) ? results.Sizes : $"{results.Sizes}-{string.Join('-', results.Scenarios)}";
}
