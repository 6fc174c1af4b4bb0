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

/// <summary>What a customer's text means; the numbers are those of the wire's <c>InboundKind</c>.</summary>
public enum InboundKind
{
    Unspecified = 0,
    None = 1,
    OptOut = 2,
    OptIn = 3,
    Help = 4,

    /// <summary>Perhaps an opt-out: for a person to look at. It never blocks by itself.</summary>
    PossibleOptOut = 5,
}
