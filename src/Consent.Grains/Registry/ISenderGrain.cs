using Consent.Core.Registry;
using Consent.Grains.Records;

namespace Consent.Grains.Registry;

/// <summary>The single writer of one sender; its key is the text of a <see cref="Consent.Storage.Records.StateKey"/>.</summary>
[Alias("Consent.Grains.ISenderGrain")]
public interface ISenderGrain : IGrainWithStringKey
{
    /// <summary>Registers or changes the sender. What is changed is committed, with its ledger entry, before the answer.</summary>
    /// <exception cref="RecordUnavailableException">The outcome is unknown; the same Put can be sent again.</exception>
    [Alias("Put")]
    Task<PutOutcome<Sender>> PutAsync(SenderPut put);
}
