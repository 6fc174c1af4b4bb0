using Consent.Core.Registry;
using Consent.Grains.Records;

namespace Consent.Grains.Registry;

/// <summary>The single writer of one account; its key is the text of a <see cref="Consent.Storage.Records.StateKey"/>.</summary>
[Alias("Consent.Grains.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Registers or changes the account. What is changed is committed, with its ledger entry, before the answer.</summary>
    /// <exception cref="RecordUnavailableException">The outcome is unknown; the same Put can be sent again.</exception>
    [Alias("Put")]
    Task<PutOutcome<Account>> PutAsync(AccountPut put);
}
