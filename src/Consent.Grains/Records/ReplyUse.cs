using Consent.Core.Records;
using Consent.Core.Numbers;

namespace Consent.Grains.Records;

/// <summary>A message that wants to go out as the reply that a text called for.</summary>
/// <param name="Sender">The number that it would go out from.</param>
/// <param name="Purpose">Which reply it is.</param>
/// <param name="OutgoingId">The message's id; empty for none.</param>
/// <param name="Now">When it was asked, by the database's clock.</param>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.ReplyUse")]
public sealed record ReplyUse(
    [property: Id(0)] SenderNumber Sender,
    [property: Id(1)] MessagePurpose Purpose,
    [property: Id(2)] string OutgoingId,
    [property: Id(3)] Instant Now);
