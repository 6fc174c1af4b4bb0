namespace Consent.Peers.Grains;

/// <summary>What is stored of a pair, as JSON.</summary>
[GenerateSerializer, Alias("Consent.Peers.PairState")]
internal sealed class PairState
{
    [Id(0)]
    public bool OptedOut { get; set; }
}
