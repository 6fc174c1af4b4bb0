using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Grains.Registry;

/// <summary>An account as it shall be.</summary>
/// <param name="Account">The whole account, found valid; its revision is not looked at.</param>
/// <param name="ExpectedRevision">The revision that was read, 0 if there must be none yet, null for whatever it is.</param>
/// <param name="ArrivedAt">When it was asked for, by the database's clock.</param>
/// <param name="Actor">Who asked; empty where nobody is named.</param>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.AccountPut")]
public sealed record AccountPut(
    [property: Id(0)] Account Account,
    [property: Id(1)] long? ExpectedRevision,
    [property: Id(2)] Instant ArrivedAt,
    [property: Id(3)] string Actor = "")
{
    /// <summary>Gets what tells this Put from any other: one that is sent to the grain again is entered once.</summary>
    [Id(4)]
    public Guid PutId { get; init; } = Guid.NewGuid();
}
