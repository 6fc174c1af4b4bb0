using Consent.Core.Records;

namespace Consent.Grains.Records;

/// <summary>An event for a record, and what the account has to say about it.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.RecordRequest")]
public sealed record RecordRequest(
    [property: Id(0)] ConsentEvent Event,
    [property: Id(1)] ResubscribePolicy Policy,
    [property: Id(2)] ReplyTexts Replies);
