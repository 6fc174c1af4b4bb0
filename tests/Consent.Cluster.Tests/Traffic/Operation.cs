using Consent.V1;

namespace Consent.Cluster.Tests.Traffic;

internal enum OperationKind
{
    Stop,
    Start,
    Check,
}

/// <summary>What a caller asked, and was told; times by the clock of the test, in its ticks.</summary>
/// <param name="Server">The server that answered, from 1.</param>
/// <param name="Called">When the call was made; of a text that was sent again, when it was first sent.</param>
/// <param name="Returned">When the answer came.</param>
/// <param name="Decision">A check's answer.</param>
internal sealed record Operation(
    OperationKind Kind, string Customer, int Server, long Called, long Returned, Decision Decision = default);
