using System.Text.Json;
using Consent.Torture.Histories;

namespace Consent.Torture.Checking;

/// <param name="Kind">What may not be.</param>
/// <param name="Summary">In words.</param>
/// <param name="Shown">The operations and entries that show it.</param>
internal sealed record Violation(ViolationKind Kind, string Summary, IReadOnlyList<HistoryLine> Shown)
{
    public override string ToString() => string.Join(
        Environment.NewLine,
        Shown.Select(line => $"    {JsonSerializer.Serialize(line, HistoryLine.Json.HistoryLine)}").Prepend($"{Kind}: {Summary}"));
}
