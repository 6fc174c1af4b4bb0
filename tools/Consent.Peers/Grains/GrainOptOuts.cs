namespace Consent.Peers.Grains;

/// <summary>A grain for each pair, asked on every check; Orleans reads its row when it is asked for the first time.</summary>
internal sealed class GrainOptOuts(IGrainFactory grains) : IOptOuts
{
    private const int FilledAtOnce = 64;

    public Task<bool> IsOptedOutAsync(string sender, string customer) => Pair(sender, customer).IsOptedOutAsync();

    public async Task<IReadOnlyList<bool>> AreOptedOutAsync(string sender, IReadOnlyList<string> customers) =>
        await Task.WhenAll(customers.Select(customer => Pair(sender, customer).IsOptedOutAsync()));

    public Task OptOutAsync(string sender, string customer) => Pair(sender, customer).OptOutAsync();

    public Task OptInAsync(string sender, string customer) => Pair(sender, customer).OptInAsync();

    public Task FillAsync(string sender, IEnumerable<string> customers) => Parallel.ForEachAsync(
        customers,
        new ParallelOptions { MaxDegreeOfParallelism = FilledAtOnce },
        async (customer, _) => await OptOutAsync(sender, customer));

    private IPairGrain Pair(string sender, string customer) => grains.GetGrain<IPairGrain>($"{sender}/{customer}");
}
