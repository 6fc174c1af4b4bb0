using Consent.V1;

namespace Consent.Grpc.Ledger;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentLedgerService : ConsentLedger.ConsentLedgerBase;
