namespace Consent.Peers.Grains;

internal sealed class PairGrain([PersistentState("pair", PairSilo.Storage)] IPersistentState<PairState> pair) : Grain, IPairGrain
{
    private static readonly Task<bool> Yes = Task.FromResult(true);
    private static readonly Task<bool> No = Task.FromResult(false);

    public Task<bool> IsOptedOutAsync() => pair.State.OptedOut ? Yes : No;

    public Task OptOutAsync() => WriteAsync(optedOut: true);

    public Task OptInAsync() => WriteAsync(optedOut: false);

    private Task WriteAsync(bool optedOut)
    {
        if (pair.State.OptedOut == optedOut)
            return Task.CompletedTask;

        pair.State.OptedOut = optedOut;
        return pair.WriteStateAsync();
    }
}
