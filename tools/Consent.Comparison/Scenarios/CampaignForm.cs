using Consent.Load;
using Consent.Load.Calls;

namespace Consent.Comparison.Scenarios;

/// <summary>A way in which a campaign asks.</summary>
/// <param name="Name">As figures name it.</param>
/// <param name="Kind">What is called.</param>
/// <param name="PerCall">How many customers a call asks about.</param>
internal sealed record CampaignForm(string Name, CallKind Kind, int PerCall)
{
    private const int Connections = 8;
    private const int BatchCallers = 4;

    public static readonly CampaignForm Single = new("single", CallKind.Check, 1);
    public static readonly CampaignForm Stream = new("stream", CallKind.Stream, 1);
    public static readonly CampaignForm Batch = new("batch", CallKind.Batch, 1_000);

    public static readonly IReadOnlyList<CampaignForm> All = [Single, Stream, Batch];

    public CallLoad Load(Recipients recipients) => new()
    {
        Kind = Kind,
        Recipients = recipients,
        Count = recipients.Count / PerCall,
        BatchSize = PerCall,
        Callers = Kind == CallKind.Batch ? BatchCallers : Loading.Callers,
        Connections = Kind == CallKind.Batch ? BatchCallers : Connections,
        Streams = Connections,
    };
}
