namespace Consent.Comparison.Scenarios;

/// <summary>How much each scenario does.</summary>
/// <param name="Name">As results name it.</param>
/// <param name="Rounds">How often each thing is measured.</param>
/// <param name="Share">How many calls are made, as a share of all.</param>
/// <param name="OptOuts">How many opt-outs are loaded in turn: none first, the most last.</param>
internal sealed record Sizes(string Name, int Rounds, double Share, IReadOnlyList<int> OptOuts)
{
    private const double QuickShare = 0.1;

    /// <summary>Gets what figures that are shown are measured with: about 45 minutes on two cores.</summary>
    public static Sizes Full { get; } = new("full", 3, 1, [0, 1_000_000, 10_000_000]);

    /// <summary>Gets less of everything, in about eight minutes: whether anything has become much worse.</summary>
    public static Sizes Quick { get; } = new("quick", 2, QuickShare, [0, 100_000]);

    /// <summary>Gets as little as possible: whether the benchmark itself works. Its figures say nothing.</summary>
    public static Sizes Tiny { get; } = new("tiny", 1, 0.005, [0, 10_000]);

    /// <summary>Gets how many customers a campaign has.</summary>
    public int Recipients => Of(1_000_000);

    /// <summary>Gets how many of them <c>grain</c> is asked about: each is a grain to make and a row to read.</summary>
    public int GrainRecipients => Math.Max(1_000, Of(30_000));

    /// <summary>Gets how many checks each side of a comparison answers.</summary>
    public int Checks => Of(300_000);

    /// <summary>Gets over how many checks allocations are counted.</summary>
    public int AllocationChecks => Of(1_000_000);

    /// <summary>Gets how many STOPs arrive in a storm's ten seconds.</summary>
    public int StormStops => Share < QuickShare ? 500 : 10_000;

    /// <summary>Gets how many STOPs each side of a comparison records.</summary>
    public int Stops => Of(10_000);

    /// <summary>Gets how many rows an import has.</summary>
    public int ImportRows => Of(200_000);

    public int Accounts => Of(10_000);

    /// <summary>Gets for how long a server is asked as fast as it answers.</summary>
    public int MaximumSeconds => Seconds(5);

    /// <summary>Gets for how long each load at a given rate lasts.</summary>
    public int SteadySeconds => Seconds(20);

    /// <summary>Gets for how long each server is asked at each number of opt-outs.</summary>
    public int ScaleSeconds => Seconds(8);

    private int Of(int whole) => Math.Max(200, (int)(whole * Share));

    private int Seconds(int whole) => Math.Max(1, (int)(whole * Math.Sqrt(Share)));
}
