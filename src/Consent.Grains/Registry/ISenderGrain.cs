using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Records;

namespace Consent.Grains.Registry;

/// <summary>The single writer of one sender; its key is the text of a <see cref="Consent.Storage.Records.StateKey"/>.</summary>
[Alias("Consent.Grains.ISenderGrain")]
public interface ISenderGrain : IGrainWithStringKey
{
    /// <summary>Registers or changes the sender. A change is committed, with its ledger entry, before the answer.</summary>
    /// <exception cref="RecordUnavailableException">The outcome is unknown; the same Put can be sent again.</exception>
    [Alias("Put")]
    Task<PutOutcome<Sender>> PutAsync(SenderPut put);
}

/// <summary>A sender as it shall be.</summary>
/// <param name="Sender">The whole sender, found valid. Its revision is ignored.</param>
/// <param name="ExpectedRevision">The revision that was read; 0 if there must be none yet; null for any.</param>
/// <param name="ArrivedAt">When it was asked for, by the database's clock.</param>
/// <param name="Actor">Who asked; empty where nobody is named.</param>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.SenderPut")]
public sealed record SenderPut(
    [property: Id(0)] Sender Sender,
    [property: Id(1)] long? ExpectedRevision,
    [property: Id(2)] Instant ArrivedAt,
    [property: Id(3)] string Actor = "") : IPut<Sender>
{
    /// <summary>Gets the Put's own id: one that is sent to the grain again is entered once.</summary>
    [Id(4)]
    public Guid PutId { get; init; } = Guid.NewGuid();

    PutOutcome<Sender> IPut<Sender>.Apply(Sender? before) => RegistryRules.Put(before, Sender, ExpectedRevision);

    Sender IPut<Sender>.At(long revision) => RegistryRules.At(Sender, revision);
}
