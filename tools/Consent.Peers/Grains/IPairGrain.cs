namespace Consent.Peers.Grains;

/// <summary>Whether one customer has opted out of one sender; the key is the sender, a slash, and the customer.</summary>
[Alias("Consent.Peers.IPairGrain")]
internal interface IPairGrain : IGrainWithStringKey
{
    [Alias("IsOptedOut")]
    Task<bool> IsOptedOutAsync();

    [Alias("OptOut")]
    Task OptOutAsync();

    [Alias("OptIn")]
    Task OptInAsync();
}
