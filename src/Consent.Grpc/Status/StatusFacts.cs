using Consent.Core.Registry;
using Consent.Grpc.Records;

namespace Consent.Grpc.Status;

/// <summary>What a status is made from, as it stood at one position of the ledger.</summary>
/// <param name="Position">Exact for everything up to it.</param>
/// <param name="Pair">The records.</param>
/// <param name="Account">The account asked about, or the number's; null for a number without a registered account.</param>
/// <param name="ResubscribeHint">How the customer can come back, where the pair is blocked.</param>
internal sealed record StatusFacts(long Position, PairRecords Pair, CompiledAccount? Account, string ResubscribeHint);
