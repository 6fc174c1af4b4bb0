namespace Consent.Core.Texts;

/// <summary>The classifier's answer.</summary>
/// <param name="Kind">What the text means; never <see cref="InboundKind.Unspecified"/>.</param>
/// <param name="Matched">
/// The keyword that decided, as normalized, or the name of the rule (docs/texts.md); empty for <see cref="InboundKind.None"/>.
/// </param>
public readonly record struct Classification(InboundKind Kind, string Matched)
{
    internal static readonly Classification None = new(InboundKind.None, "");
}
