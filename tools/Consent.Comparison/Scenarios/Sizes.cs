namespace Consent.Comparison.Scenarios;

/// <summary>How much each scenario does.</summary>
internal sealed record Sizes
{
    /// <summary>Gets the whole: what figures that are to be shown are measured with. About half an hour on two cores.</summary>
    public static Sizes Full { get; } = new()
    {
        Name = "full",
        Rounds = 3,
        Recipients = 1_000_000,
        GrainRecipients = 30_000,
        RedisStream = 100_000,
        PostgresStream = 50_000,
        OneConnection = 300_000,
        MaximumSeconds = 5,
        SteadySeconds = 20,
        OptOuts = [0, 1_000_000, 10_000_000],
        ScaleSeconds = 8,
        StormStops = 10_000,
        ClusterChecks = 300_000,
        ClusterStops = 3_000,
        AllocationChecks = 1_000_000,
    };

    /// <summary>Gets less of everything, in about five minutes: whether anything has become much worse.</summary>
    public static Sizes Quick { get; } = new()
    {
        Name = "quick",
        Rounds = 2,
        Recipients = 100_000,
        GrainRecipients = 5_000,
        RedisStream = 20_000,
        PostgresStream = 10_000,
        OneConnection = 50_000,
        MaximumSeconds = 2,
        SteadySeconds = 5,
        OptOuts = [0, 100_000],
        ScaleSeconds = 2,
        StormStops = 10_000,
        ClusterChecks = 30_000,
        ClusterStops = 500,
        AllocationChecks = 100_000,
    };

    /// <summary>Gets as little as there can be: whether the benchmark itself works. Its figures say nothing.</summary>
    public static Sizes Tiny { get; } = new()
    {
        Name = "tiny",
        Rounds = 1,
        Recipients = 5_000,
        GrainRecipients = 1_000,
        RedisStream = 1_000,
        PostgresStream = 1_000,
        OneConnection = 2_000,
        MaximumSeconds = 1,
        SteadySeconds = 1,
        OptOuts = [0, 10_000],
        ScaleSeconds = 1,
        StormStops = 500,
        ClusterChecks = 2_000,
        ClusterStops = 100,
        AllocationChecks = 5_000,
    };

    public required string Name { get; init; }

    /// <summary>Gets how often each thing is measured.</summary>
    public required int Rounds { get; init; }

    /// <summary>Gets how many customers a campaign has.</summary>
    public required int Recipients { get; init; }

    /// <summary>Gets how many of them <c>grain</c> is asked about: each is a grain to make and a row to read.</summary>
    public required int GrainRecipients { get; init; }

    /// <summary>Gets how many of them <c>redis</c> is asked about on streams, which it answers one by one.</summary>
    public required int RedisStream { get; init; }

    /// <summary>Gets how many of them <c>postgres</c> is asked about on streams, which it answers one by one.</summary>
    public required int PostgresStream { get; init; }

    /// <summary>Gets how many checks compare a stream with single calls.</summary>
    public required int OneConnection { get; init; }

    /// <summary>Gets for how long a server is asked as fast as it answers.</summary>
    public required int MaximumSeconds { get; init; }

    /// <summary>Gets for how long each load of the steady scenario lasts.</summary>
    public required int SteadySeconds { get; init; }

    /// <summary>Gets how many opt-outs are loaded, 0 first, the most last.</summary>
    public required IReadOnlyList<int> OptOuts { get; init; }

    /// <summary>Gets for how long each server is asked at each number of opt-outs.</summary>
    public required int ScaleSeconds { get; init; }

    /// <summary>Gets how many STOPs arrive in a storm's ten seconds.</summary>
    public required int StormStops { get; init; }

    /// <summary>Gets how many checks each number of servers answers.</summary>
    public required int ClusterChecks { get; init; }

    /// <summary>Gets how many STOPs each number of servers records.</summary>
    public required int ClusterStops { get; init; }

    /// <summary>Gets over how many checks allocations are counted.</summary>
    public required int AllocationChecks { get; init; }
}
