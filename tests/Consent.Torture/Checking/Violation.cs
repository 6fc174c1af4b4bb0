using Consent.Torture.Histories;

namespace Consent.Torture.Checking;

/// <param name="Kind">What may not be.</param>
/// <param name="Summary">In words.</param>
/// <param name="Shown">The operations and entries that show it.</param>
internal sealed record Violation(ViolationKind Kind, string Summary, IReadOnlyList<HistoryLine> Shown);
