namespace Consent.Peers;

/// <summary>A grain for each pair, asked on every check; Orleans reads its row when it is asked for the first time.</summary>
internal sealed class GrainOptOuts(IGrainFactory grains) : IOptOuts
{
    private const int FilledAtOnce = 64;

    public Task<bool> IsOptedOutAsync(string sender, string customer) => Pair(sender, customer).IsOptedOutAsync();

    public async Task<IReadOnlyList<bool>> AreOptedOutAsync(string sender, IReadOnlyList<string> customers) =>
        await Task.WhenAll(customers.Select(customer => Pair(sender, customer).IsOptedOutAsync()));

    public Task FillAsync(string sender, IEnumerable<string> customers) => Parallel.ForEachAsync(
        customers,
        new ParallelOptions { MaxDegreeOfParallelism = FilledAtOnce },
        async (customer, _) => await Pair(sender, customer).OptOutAsync());

    private IPairGrain Pair(string sender, string customer) => grains.GetGrain<IPairGrain>($"{sender}/{customer}");
}

/// <summary>Whether one customer has opted out of one sender; the key is the sender, a slash, and the customer.</summary>
[Alias("Consent.Peers.IPairGrain")]
internal interface IPairGrain : IGrainWithStringKey
{
    [Alias("IsOptedOut")]
    Task<bool> IsOptedOutAsync();

    [Alias("OptOut")]
    Task OptOutAsync();
}

internal sealed class PairGrain([PersistentState("pair", PairSilo.Storage)] IPersistentState<PairState> pair) : Grain, IPairGrain
{
    private static readonly Task<bool> Yes = Task.FromResult(true);
    private static readonly Task<bool> No = Task.FromResult(false);

    public Task<bool> IsOptedOutAsync() => pair.State.OptedOut ? Yes : No;

    public Task OptOutAsync()
    {
        pair.State.OptedOut = true;
        return pair.WriteStateAsync();
    }
}

/// <summary>What is stored of a pair, as JSON.</summary>
[GenerateSerializer, Alias("Consent.Peers.PairState")]
internal sealed class PairState
{
    [Id(0)]
    public bool OptedOut { get; set; }
}
