using Consent.Core.Records;
using Consent.Storage.Records;

namespace Consent.Storage.Ledger;

/// <summary>The ledger as a writer asks it.</summary>
public interface ILedgerReader
{
    /// <summary>The position of a state's entry, or null where there is none with that revision.</summary>
    Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation);

    /// <summary>What was answered to the first event of these identities, or null where there is none.</summary>
    Task<AnsweredEvent?> FindAnsweredAsync(RecordKey key, RepeatedIdentities identities, CancellationToken cancellation);

    /// <summary>
    /// Returns once everything that can be read by now is as safe as what a write reported. A database with a synchronous standby may
    /// show entries that the standby does not have: after a restart, or after a wait for the standby was cut short.
    /// </summary>
    Task ConfirmAsync();
}
